import { text } from './scala';
import { SecretFile, secretPath } from '../../model/config-file';

/** What a script imports to read certificates. */
export const IMPORT_FILES = 'import com.digitalasset.canton.util.BinaryFileUtil\n\n';

/** A connection to one logical sequencer: several URLs are one connection with several endpoints. */
export function sequencerConnection(urls: string[], rootCertificate: SecretFile | undefined): string {
  const [first, ...more] = urls.map(text);
  const certificate = rootCertificate === undefined ? 'None' : `Some(BinaryFileUtil.tryReadByteStringFromFile(${text(secretPath(rootCertificate.secret))}))`;
  return `GrpcSequencerConnection.tryCreate(${first}, ${certificate})${more.length === 0 ? '' : `.addEndpoints(${more.join(', ')})`}`;
}
