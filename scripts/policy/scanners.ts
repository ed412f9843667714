import { spawnSync } from 'child_process';
import * as path from 'path';
import { Manifests } from './apps';
import { cfnLintArgs, parseCfnLint, resourcesOf } from './cfn-lint';
import { checkovArgs, parseCheckov } from './checkov';
import { Scan, withCoverage } from './finding';
import { goProgram, Installer, kubernetesSchemas, pythonOf } from './install';
import { kubeScoreArgs, parseKubeScore } from './kube-score';
import { kubeconformArgs, KUBERNETES_VERSIONS, parseKubeconform } from './kubeconform';

/** A public scanner, at the version that the project has chosen. */
export interface Scanner {
  readonly name: string;
  readonly needs: Installer[];
  /** Installs it where it is absent, and gives what judges an app's manifests. */
  readonly install: () => (manifests: Manifests) => Scan[];
}

export const SCANNERS: Scanner[] = [
  {
    name: 'kubeconform',
    needs: ['go', 'python3'],
    install: () => {
      const program = goProgram('kubeconform', 'github.com/yannh/kubeconform/cmd/kubeconform', 'v0.8.0');
      const schemas = kubernetesSchemas('1.37.0', KUBERNETES_VERSIONS);
      return ({ folder, objects }) => KUBERNETES_VERSIONS.map(version =>
        withCoverage(parseKubeconform(run(program, kubeconformArgs(schemas, version, folder), folder), version), objects));
    },
  },
  {
    name: 'kube-score',
    needs: ['go'],
    install: () => {
      const program = goProgram('kube-score', 'github.com/zegl/kube-score/cmd/kube-score', 'v1.20.0');
      return ({ folder, files, workloads }) => [withCoverage(parseKubeScore(run(program, kubeScoreArgs(files), folder)), workloads)];
    },
  },
  {
    name: 'checkov',
    needs: ['python3'],
    install: () => {
      const python = pythonOf('checkov', '3.3.30');
      return ({ folder, workloads, templates }) => [
        withCoverage(parseCheckov(run(python, checkovArgs(folder, 'kubernetes'), folder)), workloads),
        ...folders(templates).map(templateFolder => withCoverage(
          parseCheckov(run(python, checkovArgs(templateFolder, 'cloudformation'), templateFolder)),
          templates.flatMap(template => Object.values(resourcesOf(template))).filter(resource => KEEPS_DATA.test(resource)),
        )),
      ];
    },
  },
  {
    name: 'cfn-lint',
    needs: ['python3'],
    install: () => {
      const program = path.join(path.dirname(pythonOf('cfn-lint', '1.58.0')), 'cfn-lint');
      return ({ templates }) => templates.map(template =>
        parseCfnLint(run(program, cfnLintArgs(template), path.dirname(template)), resourcesOf(template)));
    },
  },
];

/** The resources of a template that checkov must have looked at: it has no check for some of the others. */
const KEEPS_DATA = /^(DBCluster|DBInstance|Key|Secret)\//;

function folders(files: string[]): string[] {
  return [...new Set(files.map(file => path.dirname(file)))];
}

/** What a scanner prints. It ends with 1 when it has findings; without output it has failed. It finds no settings of its own in `cwd`. */
function run(program: string, args: string[], cwd: string): string {
  const { stdout, stderr, status, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error !== undefined || status === null || status > 1 || stdout.trim() === '') {
    throw new Error(`${program} failed: ${error?.message ?? stderr}`);
  }
  return stdout;
}
