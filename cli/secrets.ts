import { Command } from 'commander';
import { readManifests } from '../scripts/manifests';
import { secretLines } from '../scripts/summary';

/** `cdk8s-canton secrets dist`: what must exist before the manifests are applied. */
export function secretsCommand(): Command {
  return new Command('secrets').argument('[folder]', 'where the manifests are', 'dist')
    .description('list the Secrets that manifests refer to, with a command for each that makes it')
    .action((folder: string) => {
      const files = readManifests(folder);
      if (files.length === 0) {
        throw new Error(`no manifests in '${folder}'; write them first: npx cdk8s synth`);
      }
      console.log(secretLines(files.flatMap(({ objects }) => objects)).join('\n'));
    });
}
