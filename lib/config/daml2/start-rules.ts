import { ConfigFile } from '../../model/config-file';
import { Endpoint } from '../../model/endpoint';
import { TriggerRule } from '../../model/trigger-rule';
import { textFile } from '../config-file';

/** The environment variable that holds the middleware's cookie. */
export const COOKIE_VARIABLE = 'LEDGER_TOKEN';

/** Rules and the trigger service that is to run them. */
export interface StartRules {
  readonly service: Endpoint;
  readonly rules: TriggerRule[];
}

/**
 * The script that starts rules through the REST API (facts E.4), in the shell of BusyBox. The service lists ids for a party, and says for each id which
 * trigger it is: a rule is started where none of them is it. The service remembers running rules and restarts them itself, so this is done once.
 * Answers are never printed, and neither is the cookie. `timeout` stands in for `wget -T`, on which some builds of BusyBox crash.
 */
export function startRulesScript({ service, rules }: StartRules): ConfigFile {
  return textFile('start-rules.sh', `# Starts the trigger rules that do not run yet. Safe to run again.
set -eu
service='http://${service.socketAddress}/v1/triggers'

ask() {
  if [ -n "\${${COOKIE_VARIABLE}:-}" ]; then
    set -- --header "Cookie: daml-ledger-token=$(printf '%s' "$${COOKIE_VARIABLE}")" "$@"
  fi
  timeout 60 wget -q -O - "$@"
}

# A rule: the trigger, its party as it stands in a URL, and the request that starts it.
start() {
  list=$(ask "$service?party=$2")
  ids=$(printf '%s' "$list" | grep -oE '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}' || true)
  for id in $ids; do
    found=$(ask "$service/$id")
    case "$found" in
      *"\\"$1\\""*)
        echo "$1 runs already"
        return
        ;;
    esac
  done
  echo "starting $1"
  ask --header 'Content-Type: application/json' --post-data "$3" "$service" > /dev/null
}

${rules.map(call).join('\n')}
echo 'all rules run'
`);
}

function call({ trigger, party }: TriggerRule): string {
  return `start ${[trigger, encodeURIComponent(party), JSON.stringify({ triggerName: trigger, party })].map(quoted).join(' ')}`;
}

/** A word of the shell, as it stands. */
function quoted(word: string): string {
  return `'${word.replace(/'/g, "'\\''")}'`;
}
