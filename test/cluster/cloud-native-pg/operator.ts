import * as fs from 'fs';
import * as path from 'path';
import { parseAllDocuments } from 'yaml';
import { run } from '../../control-plane/command';
import { waitUntil } from '../../control-plane/wait';
import { OPERATOR_IMAGE } from '../images/cloud-native-pg';
import { apply, kubectl } from '../kubectl';

const MODULE = 'github.com/cloudnative-pg/cloudnative-pg';
const SOURCE = path.join(__dirname, '../../control-plane/go/cloudnative-pg');
const NAMESPACE = 'cnpg-system';
const DEPLOYMENT = 'cnpg-controller-manager';

interface Manifest {
  readonly kind: string;
  readonly spec?: {
    replicas?: number;
    readonly template?: { readonly spec: { readonly containers: { readonly image: string; imagePullPolicy?: string }[] } };
  };
}

/** The operator as its project publishes it, of the release that its program is built from, with a second instance: the first may be on a node that is lost. */
export async function installOperator(): Promise<void> {
  const objects = manifests();
  for (const { spec } of objects.filter(({ kind }) => kind === 'Deployment')) {
    const [manager] = spec!.template!.spec.containers;
    if (manager.image !== OPERATOR_IMAGE) {
      throw new Error(`the operator's manifests want the image ${manager.image}, but ${OPERATOR_IMAGE} is what was built: pin the same release in both`);
    }
    // There is no registry to ask.
    manager.imagePullPolicy = 'IfNotPresent';
    spec!.replicas = 2;
  }
  apply(objects);
  const ready = () => kubectl(['-n', NAMESPACE, 'get', 'deployment', DEPLOYMENT, '--output=jsonpath={.status.readyReplicas}']) === '2';
  await waitUntil('the operator', ready, { seconds: 120, otherwise: () => kubectl(['-n', NAMESPACE, 'describe', 'pods']) });
}

function manifests(): Manifest[] {
  const { Dir: folder, Version: version } = JSON.parse(run(['go', '-C', SOURCE, 'mod', 'download', '-json', MODULE])) as { Dir: string; Version: string };
  const text = fs.readFileSync(path.join(folder, 'releases', `cnpg-${version.slice(1)}.yaml`), 'utf8');
  return parseAllDocuments(text).map(document => document.toJS() as Manifest);
}
