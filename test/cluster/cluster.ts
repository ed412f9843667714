import * as fs from 'fs';
import * as path from 'path';
import { kubectl } from './kubectl';
import { IMAGES, KUBECONFIG, ALL_NODES } from './layout';
import { leftovers } from './leftovers';
import { down, up } from './lifecycle';
import { importImages, nodeRuns } from './node';

// A Kubernetes of three nodes on this machine, by hand: `up`, `down`, `status`, `load-image <archive>`.

const COMMANDS: Record<string, (args: string[]) => void | Promise<void>> = {
  'up': async args => {
    const begin = Date.now();
    await up({ install: args.includes('--install') });
    console.log(`Up after ${((Date.now() - begin) / 1000).toFixed(1)} s. To use it:\nexport KUBECONFIG=${KUBECONFIG}`);
  },
  'down': async () => {
    await down();
    console.log('Down: nothing is left but images.');
  },
  'status': () => {
    console.log(leftovers().length === 0 ? 'No cluster is up.' : kubectl(['get', 'nodes,pods', '--all-namespaces', '--output=wide']));
  },
  'load-image': async ([archive]) => {
    if (archive === undefined || !archive.endsWith('.tar') || !fs.existsSync(archive)) {
      throw new Error(`load-image needs the path of an image archive, a file that exists and ends in .tar; got ${archive ?? 'none'}`);
    }
    const target = path.join(IMAGES, path.basename(archive));
    if (path.resolve(archive) !== target) {
      fs.mkdirSync(IMAGES, { recursive: true });
      fs.copyFileSync(archive, target);
    }
    const running = ALL_NODES.filter(nodeRuns);
    await Promise.all(running.map(importImages));
    console.log(`Loaded into ${running.length === 0 ? 'no node yet: each imports it when it boots' : running.map(({ name }) => name).join(', ')}.`);
  },
};

async function main([name, ...args]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (command === undefined) {
    throw new Error(`no command '${name ?? ''}'; there are ${Object.keys(COMMANDS).join(', ')}`);
  }
  await command(args);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
