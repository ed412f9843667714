import { isDeepStrictEqual } from 'util';
import { admit } from './admit';
import { RemoteNode, RemoteNodes } from './remote-node';
import { ScriptReader } from './script-reader';
import { active, waitUntil } from './wait';
import { SequencerConnection } from '../nodes/messages';
import { log } from '../support/log';

/** What `bootstrap.canton` does, in its order. */
export async function bootstrap(script: ScriptReader, nodes: RemoteNodes): Promise<void> {
  const [domain] = script.one('name of the domain', '// Bootstraps domain (\\S+)\\. Safe to run again\\.');
  const wanted = script.connection();
  const [sequencerName] = only('sequencer', script.remotes('sequencers'));
  const services = script.mediatorServices();

  const manager = await active('the domain manager', script.remotes('domainManagers').map((name) => nodes.find('domain-managers', name)));
  await waitUntil('the domain manager has its identity', async () => Boolean((await manager.status()).identity), [manager]);
  const sequencer = nodes.find('sequencers', sequencerName);
  await waitUntil('the sequencer runs', async () => (await sequencer.status()).running);

  const members: RemoteNode[] = [];
  for (const names of services) {
    members.push(await active(`mediator service ${names[0]}`, names.map((name) => nodes.find('mediators', name))));
  }
  const initialized = await Promise.all(members.map((member) => isInitialized(member)));
  const newcomers = members.filter((_, index) => !initialized[index]);
  const publicApi = { urls: [sequencer.publicUrl()], rootCertificate: wanted.rootCertificate };
  if (!await isInitialized(manager) || !await isInitialized(sequencer) || newcomers.length === members.length) {
    log(`bootstrapping domain ${domain}`);
    await bootstrapDomain(manager, sequencer, members, publicApi);
  } else {
    for (const mediator of newcomers) {
      log(`onboarding mediator ${mediator.name}`);
      await onboard(manager, mediator, publicApi);
    }
  }
  await waitUntil('the domain manager is initialized', () => isInitialized(manager), [manager]);
  await waitUntil('the sequencer is initialized', () => isInitialized(sequencer));
  await waitUntil('every mediator service is initialized', async () => (await Promise.all(members.map(isInitialized))).every(Boolean), members);

  for (const member of [manager, ...members]) {
    const { connection } = await member.operate('GetConnection');
    if (!isDeepStrictEqual(connection, JSON.parse(JSON.stringify(wanted)))) {
      await member.operate('SetConnection', { connection: wanted });
    }
  }
  for (const participant of script.participantIds()) {
    await admit(manager, participant);
  }
  log(`domain ${domain} is ready`);
}

async function isInitialized(node: RemoteNode): Promise<boolean> {
  return (await node.status()).initialized;
}

/** `setup.bootstrap_domain`: may be repeated from the beginning when it died on the way; the manager counts as initialized at the very end. */
async function bootstrapDomain(manager: RemoteNode, sequencer: RemoteNode, members: RemoteNode[], connection: SequencerConnection): Promise<void> {
  const { domainId, open } = await manager.operate('Domain');
  for (const mediator of members) {
    await mediator.operate('Initialize', { domainId, connection });
  }
  const ids = await Promise.all(members.map(async (mediator) => (await mediator.status()).identity));
  await sequencer.operate('Initialize', { domainId, open, members: [domainId, ...ids] });
  await manager.operate('Initialize', { connection });
}

/** `setup.onboard_mediator`. */
async function onboard(manager: RemoteNode, mediator: RemoteNode, connection: SequencerConnection): Promise<void> {
  const { domainId } = await manager.operate('Domain');
  await manager.operate('AdmitMediator', { member: `MED::${await mediatorName(mediator)}::${domainId}` });
  await mediator.operate('Initialize', { domainId, connection });
}

async function mediatorName(mediator: RemoteNode): Promise<string> {
  return (await mediator.status() as unknown as { name: string }).name;
}

function only(what: string, names: string[]): string[] {
  if (names.length !== 1) {
    throw new Error(`expected one ${what}, found ${names.length}`);
  }
  return names;
}
