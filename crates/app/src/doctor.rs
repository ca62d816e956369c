//! What Saywright needs on this machine: what is found, what is missing, and the fix for each.

use crate::api::Diagnosis;
use crate::open::App;
use std::path::Path;

impl App {
    /// Looks at each part. Never fails: what can't be found out is a finding.
    pub async fn doctor(&self) -> Vec<Diagnosis> {
        vec![
            self.browser_diagnosis().await,
            node().await,
            self.playwright(),
            self.folder().await,
            git().await,
            self.speech(),
        ]
    }

    async fn browser_diagnosis(&self) -> Diagnosis {
        match self.browser(None).await {
            Ok(found) => well("Browser", format!("{} at {}", found.version, found.program.display())),
            Err(error) => ill("Browser", "none", error.to_string()),
        }
    }

    fn playwright(&self) -> Diagnosis {
        let folder = self.paths.cache.join(format!("playwright-{}", prove::PLAYWRIGHT));
        if folder.join("node_modules").is_dir() {
            well("Playwright", format!("{} at {}", prove::PLAYWRIGHT, folder.display()))
        } else {
            well("Playwright", format!("{} will be installed with the first proof", prove::PLAYWRIGHT))
        }
    }

    fn speech(&self) -> Diagnosis {
        match voice::installed(&self.models()) {
            Some(model) => well("Speech", format!("{} at {}", model.name, model.file.display())),
            None => {
                well("Speech", "no model yet: sentences are typed; `saywright voice install` lets you speak".to_owned())
            }
        }
    }

    async fn folder(&self) -> Diagnosis {
        let folder = match self.recordings_dir().await {
            Ok(folder) => folder,
            Err(error) => return ill("Recordings", "unknown", error.to_string()),
        };
        match is_writable(&folder) {
            Ok(()) => well("Recordings", folder.display().to_string()),
            Err(error) => ill(
                "Recordings",
                &folder.display().to_string(),
                format!(
                    "The folder can't be written to ({error}). Choose another one in Settings, or mend its permissions."
                ),
            ),
        }
    }
}

async fn node() -> Diagnosis {
    match prove::find_node().await {
        Ok(node) => well("Node.js", format!("{} at {}", node.version, node.path.display())),
        Err(error) => ill("Node.js", "none that will do", error.to_string()),
    }
}

async fn git() -> Diagnosis {
    match tokio::process::Command::new("git").arg("--version").output().await {
        Ok(output) if output.status.success() => {
            well("Git", String::from_utf8_lossy(&output.stdout).trim().trim_start_matches("git version ").to_owned())
        }
        _ => ill("Git", "none", "Install git (on Debian: `sudo apt install git`) to commit exported tests.".to_owned()),
    }
}

/// Tries it, since permissions alone don't tell (read-only disks, full disks).
fn is_writable(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let probe = folder.join(".saywright-probe");
    std::fs::write(&probe, "can this be written?")?;
    std::fs::remove_file(probe)
}

fn well(part: &str, found: String) -> Diagnosis {
    Diagnosis { part: part.to_owned(), ok: true, found, fix: None }
}

fn ill(part: &str, found: &str, fix: String) -> Diagnosis {
    Diagnosis { part: part.to_owned(), ok: false, found: found.to_owned(), fix: Some(fix) }
}
