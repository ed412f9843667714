import { Command } from 'commander';
import { readObjects } from './manifests';
import { KubeObject } from '../scripts/manifests';
import { secretLines } from '../scripts/summary';

/** `cdk8s-canton secrets dist`: what must exist before the manifests are applied. */
export function secretsCommand(): Command {
  return new Command('secrets').argument('[folder]', 'manifests as cdk8s synth wrote them: a folder, or one file', 'dist')
    .description('list the Secrets that manifests refer to, with a command for each that makes it')
    .action((folder: string) => {
      const lines = secretLines(readObjects(folder) as unknown as KubeObject[]);
      console.log(lines.length === 0 ? `${folder} refers to no Secret` : lines.join('\n'));
    });
}
