import * as fs from 'fs';
import * as path from 'path';
import { lazySubmodule, uncheckedDeclarations } from './lazy-submodules/lazy-submodule';

// Runs after jsii, which loads every submodule with the library. Most users have no aws-cdk-lib, nor its types.

const BUILD = 'build';
const SUBMODULES = ['aws'];

for (const name of SUBMODULES) {
  rewrite(path.join(BUILD, 'index.js'), text => lazySubmodule(text, name));
  const declarations = fs.readdirSync(path.join(BUILD, name)).filter(file => file.endsWith('.d.ts'));
  declarations.forEach(file => rewrite(path.join(BUILD, name, file), uncheckedDeclarations));
}

function rewrite(file: string, change: (text: string) => string): void {
  fs.writeFileSync(file, change(fs.readFileSync(file, 'utf8')));
}
