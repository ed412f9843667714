import * as fs from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';

/** The command line as one file that needs nothing but Node: its libraries are no dependencies of the package. */
export function bundle(outfile: string): void {
  buildSync({
    absWorkingDir: __dirname,
    entryPoints: ['main.ts'],
    outfile: path.resolve(outfile),
    bundle: true,
    platform: 'node',
    target: 'node20',
    banner: { js: '#!/usr/bin/env node' },
    legalComments: 'inline',
    logLevel: 'warning',
  });
  fs.chmodSync(outfile, 0o755);
}

if (require.main === module) {
  bundle(path.join('bin', 'cdk8s-canton.js'));
}
