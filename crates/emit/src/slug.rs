//! File names from titles: ASCII, short, never empty, legal on every system.

/// Longer slugs are cut where a word ends, in characters.
const LONGEST: usize = 60;

/// `e2e/order-with-a-coupon.spec.ts`
pub(crate) fn spec_path(title: &str) -> String {
    format!("e2e/{}.spec.ts", slug(title))
}

fn slug(title: &str) -> String {
    let plain: String = title.chars().map(ascii).collect();
    let mut slug = String::new();
    for word in plain.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let separator = usize::from(!slug.is_empty());
        let room = LONGEST.saturating_sub(slug.len() + separator);
        if word.len() > room && !slug.is_empty() {
            break;
        }
        if separator == 1 {
            slug.push('-');
        }
        slug.push_str(&word[..word.len().min(room)]);
    }
    if slug.len() < 2 {
        // Titles in other scripts get a number of their own, lest two tests share a file.
        format!("recorded-flow-{:06x}", checksum(title) & 0xff_ffff)
    } else if is_reserved(&slug) {
        format!("{slug}-flow")
    } else {
        slug
    }
}

/// Device names that Windows refuses as file names, with any extension.
fn is_reserved(slug: &str) -> bool {
    matches!(slug, "con" | "prn" | "aux" | "nul")
        || matches!(slug.as_bytes(), [b'c', b'o', b'm', b'1'..=b'9'] | [b'l', b'p', b't', b'1'..=b'9'])
}

fn ascii(character: char) -> String {
    let lower: String = character.to_lowercase().collect();
    let base = match lower.chars().next().unwrap_or(' ') {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'į' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '\'' | '’' => "",
        _ => return lower,
    };
    base.to_owned()
}

/// FNV-1a, 32 bits (<https://datatracker.ietf.org/doc/html/draft-eastlake-fnv>).
fn checksum(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        let check = |title: &str, path: &str| assert_eq!(spec_path(title), path);
        check("Order with a coupon", "e2e/order-with-a-coupon.spec.ts");
        check("  Größe & Café: it's \"ok\"/..\\x ", "e2e/grosse-cafe-its-ok-x.spec.ts");
        check("../../etc/passwd", "e2e/etc-passwd.spec.ts");
        check("CON", "e2e/con-flow.spec.ts");
        check("lpt1", "e2e/lpt1-flow.spec.ts");
        check("", "e2e/recorded-flow-1c9dc5.spec.ts");
        check(&"word ".repeat(30), &format!("e2e/{}.spec.ts", ["word"; 12].join("-")));
        check(&"x".repeat(500), &format!("e2e/{}.spec.ts", "x".repeat(60)));
        assert_ne!(spec_path("コーヒー"), spec_path("お茶"), "two titles, two files");
    }
}
