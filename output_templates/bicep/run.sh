#!/usr/bin/env bash
# Runs the Bicep steps of project {{project}} in {{environment}}, each with a look at its effects
# (what-if) before anything changes. Needs the Azure CLI with Bicep, signed in (az login), and the
# vendor's submodule checked out.
#
#   ./run.sh                     what-if of every step, nothing is deployed
#   ./run.sh deploy              what-if, then deployment, step by step; asks in between
#   ./run.sh deploy 61 62        these steps only
#   ./run.sh deploy common       the steps that exist once per environment; or: project
#   ./run.sh deploy --rerun      on a factory that was deployed before: what exists is left alone
#   ./run.sh deploy --rerun 63 aiSearchExists=false
#                                this one does not exist yet, or is to be written again
#   ./run.sh deploy --yes        without asking
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"

subscription={{subscription}}
location={{location}}
mode=what-if only=' ' form='' ask=yes flags=''
known={{flags}}
for argument in "$@"; do
  case $argument in
    what-if | deploy) mode=$argument ;;
    --rerun) form=rerun/ ;;
    --yes) ask=no ;;
    -h | --help) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' run.sh; exit 0 ;;
    *=true | *=false)
      case " $known " in
        *" ${argument%=*} "*) flags="$flags $argument" ;;
        *) printf 'no step has the flag %s\n' "${argument%=*}" >&2; exit 2 ;;
      esac ;;
    -*) printf 'unknown option: %s\n' "$argument" >&2; exit 2 ;;
    *) only="$only$argument " ;;
  esac
done

wanted() { # number, environment|project
  case $only in
    ' ' | *" $1 "*) return 0 ;;
    *' common '*) [ "$2" = environment ] ;;
    *' project '*) [ "$2" = project ] ;;
    *) return 1 ;;
  esac
}

need() { # variable, what it is
  if [ -z "${!1:-}" ]; then
    printf 'Set %s first: %s\n' "$1" "$2" >&2
    exit 2
  fi
}

by_hand() { printf '  [ ] %s\n' "$1"; }

pause() {
  if [ "$mode" = deploy ] && [ "$ask" = yes ]; then
    read -r -p "$1 Enter goes on, Ctrl-C stops. " _
  fi
}

step() { # sub|group, deployment name, file, its flags, resource group or nothing
  local place=(--location "$location") flag
  if [ "$1" = group ]; then place=(--resource-group "$5"); fi
  local values=("$form$3")
  for flag in $flags; do
    case " $4 " in *" ${flag%=*} "*) values+=("$flag") ;; esac
  done
  az deployment "$1" what-if --name "$2" --subscription "$subscription" "${place[@]}" \
    --parameters "${values[@]}" || return 1
  if [ "$mode" = deploy ]; then
    pause "Deploy $2?"
    az deployment "$1" create --name "$2" --subscription "$subscription" "${place[@]}" \
      --parameters "${values[@]}" --output table || return 1
  fi
}

{{steps}}
