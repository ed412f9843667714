import { gone, kill, remove } from './pods';
import { kubectlBeside } from '../../kubectl';
import { requireActive } from '../../ledger/activity';
import { NAMESPACE, ParticipantKind } from '../../ledger/ledger';
import { BUDGETS } from '../budgets';
import { Fault, Hit, Strike, Trial } from '../trial';

/** Faults of mediators that are a group: fewer than all must agree. */
export const MEDIATOR_GROUP_FAULTS: Fault[] = [
  { name: 'mediator service of a group taken away', times: 3, strike: serviceLost },
  { name: 'active mediator killed (SIGKILL) while another service of its group is away', times: 3, onOwnMachine: true, strike: activeKilledBesides },
];

async function serviceLost(trial: Trial): Promise<Strike> {
  const participant = memberOfGroup(trial);
  const [lost] = participant.domain.mediators;
  const begin = Date.now();
  await scale(lost, 0);
  return { begin, hits: [hit(participant, lost, BUDGETS.unnoticed)], end: () => away(lost), undo: () => scale(lost, 1) };
}

/** As many as must agree are left, so the group waits for the other instance. */
async function activeKilledBesides(trial: Trial): Promise<Strike> {
  const participant = memberOfGroup(trial);
  const [lost, struck] = participant.domain.mediators;
  await scale(lost, 0);
  await away(lost);
  const active = await requireActive(trial.database, struck);
  const begin = Date.now();
  await kill(active);
  return { begin, hits: [hit(participant, struck, BUDGETS.switched)], undo: async () => { await Promise.all([remove(active), scale(lost, 1)]); } };
}

function hit({ name, domain }: ParticipantKind, service: string, budget: Hit['budget']): Hit {
  return { client: name, service, budget, note: `${domain.mediatorThreshold} of ${domain.mediators.length} must agree` };
}

function memberOfGroup({ ledger }: Trial): ParticipantKind {
  const found = ledger.participants.find(({ domain }) => domain.mediators.length > domain.mediatorThreshold);
  if (found === undefined) {
    throw new Error(`no participant of the ledger of ${ledger.release} is on a group of mediators of which one may be lost`);
  }
  return found;
}

/** All instances of a service, each a Deployment of its own. */
async function scale(service: string, replicas: number): Promise<void> {
  await kubectlBeside(['-n', NAMESPACE, 'scale', 'deployment', '--selector', `app.kubernetes.io/instance=${service}`, `--replicas=${replicas}`]);
}

function away(service: string): Promise<void> {
  return gone(service, ({ metadata: { labels } }) => labels['app.kubernetes.io/instance'] === service);
}
