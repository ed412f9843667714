import { DEFAULT_NODE, FULL_NODE, GCP_KMS } from './fixtures';
import { NodeConfig } from '../../../lib/config/node-config';
import { CantonRelease } from '../../../lib/model/canton-release';
import { Tls } from '../../../lib/model/tls';

const release = CantonRelease.canton('3.5.9');

/** A node with what must be said. */
export const DEFAULT_3: NodeConfig = { ...DEFAULT_NODE, release };

/** A node with everything. */
export const FULL_3: Required<NodeConfig> = { ...FULL_NODE, release };

/** A node with the other things that it may have. */
export const OTHER_3: NodeConfig = { ...DEFAULT_3, adminApiTls: Tls.disabled(), kms: GCP_KMS };
