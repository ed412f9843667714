import { spawnSync } from 'child_process';
import * as path from 'path';

/** Where the definitions of some custom resources are: a folder of the Go module that serves them. */
interface Definitions {
  readonly module: string;
  readonly version: string;
  /** Check sum of the module, as go.sum writes it. */
  readonly sum: string;
  readonly folder: string;
}

/** The operators whose objects the library writes, or lets its users write beside its own. */
const DEFINITIONS: Definitions[] = [
  {
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    sum: 'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=',
    folder: 'deploy/crds',
  },
  {
    module: 'github.com/cloudnative-pg/cloudnative-pg',
    version: 'v1.30.0',
    sum: 'h1:fnhVq44xXx97MNiuvJsPrX1vSjYbgdyBK5MSGfdHdp0=',
    folder: 'config/crd/bases',
  },
  {
    module: 'github.com/cloudnative-pg/plugin-barman-cloud',
    version: 'v0.15.0',
    sum: 'h1:gNVytrzzYUE08wxLDrjfJqy1FPPSFkMe1OEr4s4pVI0=',
    folder: 'config/crd/bases',
  },
  {
    module: 'github.com/external-secrets/external-secrets',
    version: 'v1.3.2',
    sum: 'h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=',
    folder: 'config/crds/bases',
  },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
    folder: 'example/prometheus-operator-crd',
  },
  {
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.5.1',
    sum: 'h1:RqVRIlkhLhUO8wOHKTLnTJA6o/1un4po4/6M1nRzdd0=',
    folder: 'config/crd/standard',
  },
];

/** The folders of definitions in Go's module cache, downloaded where they are not there yet. */
export function definitionFolders(): string[] {
  return DEFINITIONS.map(({ module, version, sum, folder }) => {
    const { stdout, stderr } = spawnSync('go', ['mod', 'download', '-json', `${module}@${version}`], { encoding: 'utf8' });
    const answer = JSON.parse(stdout || '{}') as { Dir?: string; Sum?: string; Error?: string };
    if (answer.Dir === undefined || answer.Error !== undefined) {
      throw new Error(`Go could not download ${module} ${version}: ${answer.Error ?? stderr}`);
    }
    if (answer.Sum !== sum) {
      throw new Error(`${module} ${version} has the check sum '${answer.Sum}', not '${sum}' as it had when it was chosen: do not use it`);
    }
    return path.join(answer.Dir, folder);
  });
}
