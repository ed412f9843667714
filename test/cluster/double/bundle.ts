import * as fs from 'fs';
import * as path from 'path';
import { build, Plugin } from 'esbuild';

/** The HOCON parser requires its parts by computed names without an extension, which a bundle cannot resolve. */
const hoconParts: Plugin = {
  name: 'hocon-parts',
  setup({ onLoad }) {
    onLoad({ filter: /hocon-parser\/lib\/core\/Context\.js$/ }, async (args) => {
      const text = await fs.promises.readFile(args.path, 'utf8');
      const named = text.replace('require (`../${d}/${f}`)', 'require (`../${d}/${f}.js`)');
      if (named === text) {
        throw new Error('the HOCON parser no longer requires its parts as bundle.ts expects; look at its lib/core/Context.js');
      }
      return { contents: named, loader: 'js' };
    });
  },
};

/** One file that needs nothing but Node: the image holds Node and this. */
build({
  absWorkingDir: __dirname,
  entryPoints: ['main.ts'],
  outfile: path.join('build', 'double.js'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  external: ['pg-native'],
  plugins: [hoconParts],
  logLevel: 'warning',
}).catch(() => {
  process.exitCode = 1;
});
