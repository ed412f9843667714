import { permit } from './admit';
import { conclude, keepConnected, startedParticipant, upload } from './connect';
import { RemoteNode, RemoteNodes } from './remote-node';
import { ScriptReader } from './script-reader';
import { waitUntil } from './wait';
import { DomainConfig } from '../nodes/participant';

/** What `connect.canton` does for Canton 3.5, in its order. */
export async function connectSynchronizers(script: ScriptReader, nodes: RemoteNodes): Promise<void> {
  const participant = await startedParticipant(script, nodes);
  for (const synchronizer of script.parts('\\nlocally \\{\\n([\\s\\S]*?)\\n\\}\\n')) {
    await connectSynchronizer(participant, synchronizer, nodes);
  }
  await upload(participant, script.literals('participant\\.dars\\.upload\\(TEXT, [^)]*\\)'));
  await conclude(participant, script);
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
