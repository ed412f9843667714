import { createHash } from 'crypto';
import { isDeepStrictEqual } from 'util';
import { restrict } from './admit';
import { RemoteNode, RemoteNodes } from './remote-node';
import { ScriptReader } from './script-reader';
import { active, waitUntil } from './wait';
import { SequencerConnections } from '../nodes/messages';
import { log } from '../support/log';
import { sleep } from '../support/time';

/** What `bootstrap.canton` does for Canton 3.5, in its order. */
export async function bootstrapSynchronizer(script: ScriptReader, nodes: RemoteNodes): Promise<void> {
  const [synchronizer] = script.one('name of the synchronizer', '// Bootstraps synchronizer (\\S+)\\. Safe to run again\\.');
  const [threshold] = script.one('threshold of mediators', 'mediatorThreshold = PositiveInt\\.tryCreate\\((\\d+)\\)');
  const orderers = script.remotes('sequencers').map((name) => nodes.find('sequencers', name));
  const services = script.mediatorServices();
  if (orderers.length === 0 || services.length === 0) {
    throw new Error(`expected sequencers and mediator services, found ${orderers.length} and ${services.length}`);
  }
  for (const orderer of orderers) {
    await waitUntil(`sequencer ${orderer.name} waits for its synchronizer, or has one`, () => hasIdentity(orderer));
  }
  const members: RemoteNode[] = [];
  for (const names of services) {
    members.push(await active(`mediator service ${names[0]}`, names.map((name) => nodes.find('mediators', name))));
  }
  for (const member of members) {
    await waitUntil(`mediator ${member.name} waits for its synchronizer, or has one`, () => hasIdentity(member), [member]);
  }

  const [established, joining] = await partition(orderers);
  const [, newcomers] = await partition(members);
  const parties = { orderers, members, established, joining, newcomers };
  const wanted: SequencerConnections = { sequencers: orderers.map((orderer) => orderer.publicEndpoint()), ...script.quorum() };
  if (established.length === 0 || newcomers.length === members.length) {
    log(`bootstrapping synchronizer ${synchronizer}`);
    await found(synchronizer, Number(threshold), parties, wanted);
  } else {
    await onboard(parties, wanted);
  }
  for (const node of [...orderers, ...members]) {
    await waitUntil(`${node.name} is initialized`, async () => (await node.status()).initialized);
  }

  const outdated = await outdatedMembers(members, wanted);
  if (outdated.length > 0 && established.length > 0) {
    const [seconds] = script.one('pause before mediators use new sequencers', 'Thread\\.sleep\\((\\d+)\\.seconds\\.toMillis\\)');
    await sleep(Number(seconds) * 1000);
  }
  await Promise.all(outdated.map((member) => member.operate('SetConnection', { connection: wanted })));
  await restrict(orderers, script.restriction() === 'UnrestrictedOpen', script.participantIds());
  log(`synchronizer ${(await orderers[0].status()).synchronizerId} is ready`);
}

/** The nodes of a bootstrap. */
interface Parties {
  readonly orderers: RemoteNode[];
  readonly members: RemoteNode[];
  /** Sequencers that have their synchronizer, and those that have none yet. */
  readonly established: RemoteNode[];
  readonly joining: RemoteNode[];
  /** Mediators that have none yet. */
  readonly newcomers: RemoteNode[];
}

/**
 * `bootstrap.synchronizer`, with the sequencers for owners (facts of Canton 3, B8). Who died on the way has left a store with each owner, on which the next try
 * fails: the script drops it first.
 */
async function found(synchronizer: string, mediatorThreshold: number, parties: Parties, connection: SequencerConnections): Promise<void> {
  const { orderers, members, joining, newcomers } = parties;
  const name = `${synchronizer}-setup`;
  const eachOwner = (method: string) => Promise.all(orderers.map((owner) => owner.operate(method, { name })));
  await eachOwner('DropSetupStore');
  await eachOwner('CreateSetupStore');
  const owners = await Promise.all(orderers.map(async (owner) => (await owner.status()).identity!));
  const synchronizerId = `${synchronizer}::${createHash('sha256').update(owners.sort().join()).digest('hex').slice(0, 8)}`;
  const mediators = await Promise.all(members.map(async (member) => (await member.status()).identity!));
  for (const orderer of joining) {
    await orderer.operate('Assign', { synchronizerId, mediators, mediatorThreshold });
  }
  for (const mediator of newcomers) {
    await mediator.operate('Assign', { synchronizerId, connection });
  }
  await eachOwner('DropSetupStore');
}

/** What makes a sequencer one of the synchronizer, and a mediator one of the group. */
async function onboard({ established, joining, newcomers }: Parties, connection: SequencerConnections): Promise<void> {
  for (const orderer of joining) {
    log(`onboarding sequencer ${orderer.name}`);
    await orderer.operate('Assign', await established[0].operate('Setup'));
  }
  const { synchronizerId } = await established[0].operate('Setup');
  for (const mediator of newcomers) {
    log(`onboarding mediator ${mediator.name}`);
    const { identity } = await mediator.status();
    await Promise.all([...established, ...joining].map((orderer) => orderer.operate('AddMediator', { mediator: identity })));
    await mediator.operate('Assign', { synchronizerId, connection });
  }
}

async function outdatedMembers(members: RemoteNode[], wanted: SequencerConnections): Promise<RemoteNode[]> {
  const connections = await Promise.all(members.map(async (member) => (await member.operate('GetConnection')).connection));
  return members.filter((_, index) => !isDeepStrictEqual(connections[index], JSON.parse(JSON.stringify(wanted))));
}

async function hasIdentity(node: RemoteNode): Promise<boolean> {
  return Boolean((await node.status()).identity);
}

/** Those that are initialized, and the others. */
async function partition(nodes: RemoteNode[]): Promise<[RemoteNode[], RemoteNode[]]> {
  const initialized = await Promise.all(nodes.map(async (node) => (await node.status()).initialized));
  return [nodes.filter((_, index) => initialized[index]), nodes.filter((_, index) => !initialized[index])];
}
