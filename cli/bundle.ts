import * as fs from 'fs';
import * as path from 'path';
import { buildSync } from 'esbuild';

const FAILOVER_PAGE = path.join(__dirname, '../docs/failover.md');

/** The library that finds places in pictures asks those who pass it on to say where its source is. */
const BANNER = `#!/usr/bin/env node
/*! With elkjs, Eclipse Public License 2.0; its source is at https://github.com/kieler/elkjs. */`;

/** The command line as one file that needs nothing but Node: its libraries are no dependencies of the package. */
export function bundle(outfile: string): void {
  buildSync({
    absWorkingDir: __dirname,
    entryPoints: ['main.ts'],
    outfile: path.resolve(outfile),
    bundle: true,
    platform: 'node',
    target: 'node20',
    banner: { js: BANNER },
    define: { FAILOVER_PAGE: JSON.stringify(fs.readFileSync(FAILOVER_PAGE, 'utf8')) },
    legalComments: 'inline',
    logLevel: 'warning',
  });
  fs.chmodSync(outfile, 0o755);
}

if (require.main === module) {
  bundle(path.join('bin', 'cdk8s-canton.js'));
}
