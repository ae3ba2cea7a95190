#!/usr/bin/env bash
# Brings the variables and secrets of this folder to GitHub, each to the place where the AI Factory
# workflows look for it. Needs the GitHub CLI, signed in as an administrator of the repository:
#   gh auth login && bash apply.sh
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
repository={{repository}}
environments=({{environments}})

gh_here() { if [ -n "$repository" ]; then gh "$@" --repo "$repository"; else gh "$@"; fi; }

create_environment() {
  local target=${repository:-'{owner}/{repo}'}
  gh api --silent --method PUT "repos/$target/environments/$1"
}

remind_secret() { printf 'Set by hand: gh secret set %s --env %s\n' "$2" "$1"; }

delete_one() {
  local kind=$1 place=$2 name=$3
  if [ "$place" = repository ]; then
    gh_here "$kind" delete "$name" >/dev/null 2>&1 || true
  else
    gh_here "$kind" delete "$name" --env "$place" >/dev/null 2>&1 || true
  fi
}

for environment in "${environments[@]}"; do create_environment "$environment"; done

gh_here variable set --env-file "$here/repository.env"
for environment in "${environments[@]}"; do
  gh_here variable set --env "$environment" --env-file "$here/$environment.env"
done

for environment in "${environments[@]}"; do
  gh_here secret set --env "$environment" --env-file "$here/$environment.secrets.env"
done

# What must not exist: a left-over would win over the choice made
while read -r kind place name; do
  case $kind in variable | secret) delete_one "$kind" "$place" "$name" ;; esac
done <"$here/delete.txt"

# Secrets that only a person can set
{{by_hand}}
