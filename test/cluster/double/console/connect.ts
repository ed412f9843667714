import { isDeepStrictEqual } from 'util';
import { admit } from './admit';
import { RemoteNode, RemoteNodes } from './remote-node';
import { ScriptReader } from './script-reader';
import { active, waitUntil } from './wait';
import { DomainConfig } from '../nodes/participant';
import { log } from '../support/log';

/** What `connect.canton` does, in its order. */
export async function connect(script: ScriptReader, nodes: RemoteNodes): Promise<void> {
  const participant = await startedParticipant(script, nodes);
  await upload(participant, script.literals('participant\\.dars\\.upload\\(TEXT, synchronizeVetting = false\\)'));
  for (const domain of script.parts('\\nlocally \\{\\n([\\s\\S]*?)\\n\\}\\n')) {
    await connectDomain(participant, domain, nodes);
  }
  await conclude(participant, script);
}

/** The participant that a script connects, its active instance, once it can be. */
export async function startedParticipant(script: ScriptReader, nodes: RemoteNodes): Promise<RemoteNode> {
  const instances = script.remotes('participants').map((name) => nodes.find('participants', name));
  if (instances.length === 0) {
    throw new Error('expected the participant, found none');
  }
  const participant = instances.length === 1 ? instances[0] : await active('the participant', instances);
  await waitUntil('the participant runs', async () => (await participant.status()).running);
  await waitUntil('the participant is initialized', async () => (await participant.status()).initialized, [participant]);
  return participant;
}

export async function upload(participant: RemoteNode, dars: string[]): Promise<void> {
  for (const path of dars) {
    log(`uploading ${path}`);
    await participant.operate('UploadDar', { path });
  }
}

/** What every script that connects a participant ends with. */
export async function conclude(participant: RemoteNode, script: ScriptReader): Promise<void> {
  if (script.has('participant.health.ping(participant.id)')) {
    log(`ping took ${(await participant.operate('Ping')).millis} ms`);
  }
  log(`participant ${(await participant.status()).identity} is ready`);
}

async function connectDomain(participant: RemoteNode, script: ScriptReader, nodes: RemoteNodes): Promise<void> {
  const [alias] = script.literals('val alias = TEXT');
  if (alias === undefined) {
    throw new Error('expected the alias of a domain, found none');
  }
  const managers = script.remotes('domainManagers').map((name) => nodes.find('domain-managers', name));
  if (managers.length > 0) {
    const manager = await active(`the manager of domain ${alias}`, managers);
    await waitUntil(`domain ${alias} is bootstrapped`, async () => (await manager.status()).initialized, [manager]);
    await admit(manager, (await participant.status()).identity!);
  }
  const [domainId] = script.literals('DomainId\\.tryFromString\\(TEXT\\)');
  if (!script.has('manualConnect = false')) {
    throw new Error(`expected that domain ${alias} is connected with manualConnect = false`);
  }
  const wanted: DomainConfig = JSON.parse(JSON.stringify({ alias, connection: script.connection(), manualConnect: false, domainId }));
  await keepConnected(participant, `domain ${alias}`, wanted, 'SetDomain');
}

/**
 * Connects a participant as it is wanted: what is registered already is changed only where it differs.
 *
 * @param operation what registers it, and changes it
 * @param spokenTo who must stay active meanwhile
 */
export async function keepConnected(
  participant: RemoteNode, what: string, wanted: DomainConfig, operation: 'SetDomain' | 'ConnectBft', spokenTo: RemoteNode[] = [],
): Promise<void> {
  const { alias } = wanted;
  await waitUntil(`${what} is registered`, async () => {
    if (await registered(participant, alias) === undefined) {
      await participant.operate(operation, { domain: wanted });
    }
    return await registered(participant, alias) !== undefined;
  }, spokenTo);
  const { connected: _, ...config } = (await registered(participant, alias))!;
  if (!isDeepStrictEqual(config, wanted)) {
    log(`changing the connection to ${what}`);
    await participant.operate(operation, { domain: wanted });
  }
  const isConnected = async () => (await registered(participant, alias))?.connected === true;
  await waitUntil(`${what} is connected`, async () => {
    if (!await isConnected()) {
      await participant.operate('Reconnect', { alias });
    }
    return isConnected();
  }, spokenTo);
}

/** What a participant remembers under an alias. */
export async function registered(participant: RemoteNode, alias: string): Promise<DomainConfig & { connected: boolean } | undefined> {
  const { domains } = await participant.operate('Domains');
  return domains.find((domain: DomainConfig) => domain.alias === alias);
}
