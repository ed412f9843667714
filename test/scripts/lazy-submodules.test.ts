import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as ts from 'typescript';
import { lazySubmodule, uncheckedDeclarations } from '../../scripts/lazy-submodules/lazy-submodule';
import { inTempFolder } from '../support/tools';

const SOURCE = "export * from './model';\nexport * as aws from './aws';\n";
const COMPILED = ts.transpile(SOURCE, { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 });

/** What a program prints beside a library of an index and two modules, of which `aws` says when it is loaded. */
function run(index: string, name: string, program: string, aws = "console.log('aws is loaded'); exports.Aurora = 2;"): string {
  return inTempFolder(folder => {
    fs.mkdirSync(path.join(folder, 'library'));
    fs.writeFileSync(path.join(folder, 'library', 'index.js'), index);
    fs.writeFileSync(path.join(folder, 'library', 'model.js'), 'exports.model = 1;');
    fs.writeFileSync(path.join(folder, 'library', 'aws.js'), aws);
    fs.writeFileSync(path.join(folder, name), program);
    return execFileSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' });
  });
}

const lazy = lazySubmodule(COMPILED, 'aws');
const READ_MODEL = "const library = require('./library'); console.log(library.model);";
const READ_AWS_TWICE = "const library = require('./library'); console.log(library.aws.Aurora, library.aws === library.aws);";

test('the compiler loads a submodule with the library', () => {
  expect(run(COMPILED, 'main.js', READ_MODEL)).toBe('aws is loaded\n1\n');
});

test('a lazy submodule is loaded when it is used, once', () => {
  expect(run(lazy, 'main.js', READ_MODEL)).toBe('1\n');
  expect(run(lazy, 'main.js', READ_AWS_TWICE)).toBe('aws is loaded\n2 true\n');
});

test('ES modules find it by its name', () => {
  expect(run(lazy, 'main.mjs', "import { aws } from './library/index.js'; console.log(aws.Aurora);")).toBe('aws is loaded\n2\n');
});

test('ES modules that do not use it need not have what it needs', () => {
  const program = "import { model } from './library/index.js'; console.log(model);";
  expect(run(lazy, 'main.mjs', program, "require('aws-cdk-lib-that-is-not-there');")).toBe('1\n');
});

test('an index that the compiler has left as it was stays lazy; one that does not load it is refused', () => {
  expect(lazySubmodule(lazy, 'aws')).toBe(lazy);
  expect(() => lazySubmodule(lazy, 'azure')).toThrow(
    new Error("the compiled index must hold the line 'exports.azure = require(\"./azure\");'; see what the compiler writes now"),
  );
});

test('its declarations are marked once', () => {
  const marked = uncheckedDeclarations("import { Duration } from 'aws-cdk-lib';\n");
  expect(marked).toBe("// @ts-nocheck\nimport { Duration } from 'aws-cdk-lib';\n");
  expect(uncheckedDeclarations(marked)).toBe(marked);
});
