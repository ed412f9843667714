import { NAMESPACE } from '../../ledger/ledger';
import { PARTICIPANT } from '../app';
import { Runbook, see } from '../runbook';

const PAGE = 'docs/runbooks/alerts.md';

/** Nothing has happened, so one only looks; the page's variables stand for an alert's labels. */
function alert(name: string, section: string, service: string, number: number, what: string, seen: RegExp[]): Runbook {
  return {
    name,
    page: PAGE,
    section,
    before: async site => {
      site.names = { $N: NAMESPACE, $S: service, $C: service };
    },
    hands: { [number]: { sees: (_, printed) => see(what, seen.every(each => each.test(printed)), printed) } },
  };
}

export const ALERTS: Runbook[] = [
  alert('Alerts, what all of them begin with', 'Runbook: alerts', PARTICIPANT, 0, '1 of the active one, 0 of the standby', [/^pod\/.* 1$/m, /^pod\/.* 0$/m]),
  alert('Alerts, CantonJsonApiNotReady', 'CantonJsonApiNotReady', 'json-api', 2, 'that it is ready', [/pass|SERVING/]),
  alert('Alerts, CantonRouterWithoutServer', 'CantonRouterWithoutServer', PARTICIPANT, 2, 'a server that is up', [/haproxy_server_status\{.*state="UP"\} 1$/m]),
];
