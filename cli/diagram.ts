import * as fs from 'fs';
import { Command } from 'commander';
import { readDeployment } from './manifests';
import { pageOf } from './picture/page';
import { svgOf } from './picture/svg';
import { topologyOf } from './topology/topology';

const OUTPUT = ['topology.svg', 'topology.html'];

/** `cdk8s-canton diagram`: a picture of what manifests describe. */
export function diagramCommand(): Command {
  return new Command('diagram').argument('[folder]', 'manifests as cdk8s synth wrote them: a folder, or one file', 'dist')
    .description('draw services, instances, databases and who talks to whom')
    .option('-o, --output <file...>', 'pictures to write: .svg, or .html to look at closely', OUTPUT)
    .action(diagram);
}

async function diagram(folder: string, { output }: { readonly output: string[] }): Promise<void> {
  const strange = output.find((file) => !/\.(svg|html)$/.test(file));
  if (strange !== undefined) {
    throw new Error(`--output must end in .svg or .html, got '${strange}'; name the folder of manifests before it`);
  }
  const topology = topologyOf(readDeployment(folder));
  const svg = await svgOf(topology);
  for (const file of output) {
    fs.writeFileSync(file, file.endsWith('.html') ? pageOf(svg, topology) : svg);
    console.log(`${file}\t${topology.services.length} services`);
  }
}
