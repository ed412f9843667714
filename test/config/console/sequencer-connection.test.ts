import { IMPORT_FILES, sequencerConnection } from '../../../lib/config/console/sequencer-connection';
import { ROOT } from '../support/scripts';

const FILE = 'Some(BinaryFileUtil.tryReadByteStringFromFile("/secrets/sequencer-tls/ca.crt"))';

test.each<[string, string[], typeof ROOT | undefined, string]>([
  ['one sequencer', ['https://s:4401'], ROOT, `GrpcSequencerConnection.tryCreate("https://s:4401", ${FILE})`],
  ['one that public authorities vouch for', ['https://s'], undefined, 'GrpcSequencerConnection.tryCreate("https://s", None)'],
  [
    'several', ['https://s0', 'https://s1', 'https://s2'], ROOT,
    `GrpcSequencerConnection.tryCreate("https://s0", ${FILE}).addEndpoints("https://s1", "https://s2")`,
  ],
  ['one whose URL is nasty', ['https://s/"$\\'], undefined, 'GrpcSequencerConnection.tryCreate("https://s/\\"$\\\\", None)'],
])('to %s', (_, urls, certificate, scala) => {
  expect(sequencerConnection(urls, certificate)).toBe(scala);
});

test('what reads certificates is imported, as the console does not import it', () => {
  expect(IMPORT_FILES.trimEnd()).toBe('import com.digitalasset.canton.util.BinaryFileUtil');
});
