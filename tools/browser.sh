#!/usr/bin/env bash
# Prints the path of a Chromium or Chrome for the browser tests; installs Debian's where it is missing and may.
set -euo pipefail

find_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    command -v "$name" && return
  done
  return 1
}

if [[ -n "${CHROMIUM:-}" ]]; then
  command -v "$CHROMIUM" && exit
  echo "CHROMIUM is set to '$CHROMIUM', and that is not a program on this machine." >&2
  exit 1
fi

find_browser && exit

if [[ "$(id -u)" == 0 ]] && command -v apt-get >/dev/null; then
  echo "The tests need a browser: installing chromium with apt-get (once) ..." >&2
  # apt talks on standard output, which here is for the path alone.
  if DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >&2; then
    find_browser && exit
  fi
  echo "apt-get could not install chromium; what it says is above." >&2
fi

cat >&2 <<'MESSAGE'
The tests need a browser, and this machine has neither Chromium nor Chrome.
Install one:
  Debian    sudo apt-get install chromium
  Fedora    sudo dnf install chromium
  macOS     brew install --cask google-chrome
or say where one is: make test CHROMIUM=/path/to/chromium
MESSAGE
exit 1
