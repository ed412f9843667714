import { permit } from './admit';
import { keepConnected } from './connect';
import { RemoteNode, RemoteNodes } from './remote-node';
import { ScriptReader } from './script-reader';
import { active, waitUntil } from './wait';
import { DomainConfig } from '../nodes/participant';
import { log } from '../support/log';

/** What `connect.canton` does for Canton 3.5, in its order. */
export async function connectSynchronizers(script: ScriptReader, nodes: RemoteNodes): Promise<void> {
  const instances = script.remotes('participants').map((name) => nodes.find('participants', name));
  if (instances.length === 0) {
    throw new Error('expected the participant, found none');
  }
  const participant = instances.length === 1 ? instances[0] : await active('the participant', instances);
  await waitUntil('the participant runs', async () => (await participant.status()).running);
  await waitUntil('the participant is initialized', async () => (await participant.status()).initialized, [participant]);
  for (const synchronizer of script.parts('\\nlocally \\{\\n([\\s\\S]*?)\\n\\}\\n')) {
    await connectSynchronizer(participant, synchronizer, nodes);
  }
  for (const path of script.literals('participant\\.dars\\.upload\\(TEXT, [^)]*\\)')) {
    log(`uploading ${path}`);
    await participant.operate('UploadDar', { path });
  }
  if (script.has('participant.health.ping(participant.id)')) {
    log(`ping took ${(await participant.operate('Ping')).millis} ms`);
  }
  log(`participant ${(await participant.status()).identity} is ready`);
}

async function connectSynchronizer(participant: RemoteNode, script: ScriptReader, nodes: RemoteNodes): Promise<void> {
  const [alias] = script.literals('val alias = TEXT');
  if (alias === undefined) {
    throw new Error('expected the alias of a synchronizer, found none');
  }
  const sequencers = script.remotes('sequencers').map((name) => nodes.find('sequencers', name));
  if (sequencers.length > 0) {
    const bootstrapped = await bootstrappedOf(alias, sequencers, participant);
    await permit(bootstrapped, (await participant.status()).identity!);
  }
  const [domainId] = script.literals('PhysicalSynchronizerId\\.tryFromString\\(TEXT\\)');
  const connection = { sequencers: script.endpoints(), ...script.quorum() };
  const wanted: DomainConfig = JSON.parse(JSON.stringify({ alias, connection, manualConnect: false, domainId }));
  await keepConnected(participant, `synchronizer ${alias}`, wanted, 'ConnectBft', [participant]);
}

/** Those of the sequencers that have their synchronizer; one is enough. */
async function bootstrappedOf(alias: string, sequencers: RemoteNode[], participant: RemoteNode): Promise<RemoteNode[]> {
  let found: RemoteNode[] = [];
  await waitUntil(`synchronizer ${alias} is bootstrapped`, async () => {
    const initialized = await Promise.all(sequencers.map((sequencer) => sequencer.status().then((status) => status.initialized, () => false)));
    found = sequencers.filter((_, index) => initialized[index]);
    return found.length > 0;
  }, [participant]);
  return found;
}
