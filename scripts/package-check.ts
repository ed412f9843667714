import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

// Packs the library, looks at what is in the package, and uses it in an empty project as its users do.

/** What the package must hold; apart from these there is only `build/`. */
const REQUIRED = [
  '.jsii', 'API.md', 'CHANGELOG.md', 'LICENSE', 'README.md', 'bin/cdk8s-canton.js', 'build/client/index.d.ts', 'build/client/index.js', 'build/index.d.ts', 'build/index.js', 'package.json',
];

/** The peers that every user installs beside the library. */
const PEERS = ['cdk8s', 'cdk8s-plus-27', 'constructs'];

/** As strict as what `cdk8s init` makes: the declarations of libraries are checked too. */
const TYPE_CHECK = ['--noEmit', '--strict', '--target', 'ES2020', '--module', 'CommonJS', '--types', 'node', '--typeRoots', path.resolve('node_modules/@types')];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk8s-canton-package-'));
try {
  const tarball = pack();
  useInEmptyProject(tarball);
  useInStarter(tarball);
} finally {
  fs.rmSync(folder, { recursive: true });
}

function pack(): string {
  const [{ filename, files }] = JSON.parse(npm(process.cwd(), 'pack', '--json', '--ignore-scripts', '--pack-destination', folder));
  checkFiles(files.map((file: { path: string }) => file.path));
  console.log(`${filename}: ${files.length} files`);
  return path.join(folder, filename);
}

function checkFiles(files: string[]): void {
  const missing = REQUIRED.filter(file => !files.includes(file));
  const unwanted = files.filter(file => !REQUIRED.includes(file) && !/^build\/.*\.(js|d\.ts)$/.test(file));
  if (missing.length + unwanted.length > 0) {
    throw new Error(`the package lacks [${missing.join(', ')}] and should not hold [${unwanted.join(', ')}]`);
  }
}

function useInEmptyProject(tarball: string): void {
  const project = path.join(folder, 'project');
  const { devDependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8'));
  fs.mkdirSync(project);
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ private: true }));
  fs.copyFileSync('scripts/package-check/main.js', path.join(project, 'main.js'));
  fs.writeFileSync(path.join(project, 'types.ts'), "export { PostgresServer } from 'cdk8s-canton';\n");
  npm(project, 'install', '--prefer-offline', '--no-audit', '--no-fund', '--omit=optional', tarball, ...PEERS.map(name => `${name}@${devDependencies[name]}`));
  execFileSync(process.execPath, ['main.js'], { cwd: project, stdio: 'inherit' });
  execFileSync(process.execPath, [path.resolve('node_modules/typescript/bin/tsc'), ...TYPE_CHECK, 'types.ts'], { cwd: project, stdio: 'inherit' });
  npx(project, 'cdk8s-canton', 'shard', 'add', 'a', '--database', 'participant-a');
  npx(project, 'cdk8s-canton', 'diagram', 'iou.k8s.yaml');
  npx(project, 'cdk8s-canton', 'explain', 'iou.k8s.yaml');
  execFileSync(process.execPath, ['-e', 'if (!require("cdk8s-canton/client").ShardRouter) throw new Error("no client")'], { cwd: project, stdio: 'inherit' });
}

/** The project that users copy, with the packed library and, in the place of its own installation, this project's libraries: it is a folder of this one. */
function useInStarter(tarball: string): void {
  const project = path.resolve('.cache', 'starter');
  const library = path.join(project, 'node_modules', 'cdk8s-canton');
  fs.rmSync(project, { recursive: true, force: true });
  fs.mkdirSync(library, { recursive: true });
  fs.cpSync('apps/starter', project, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', library, '--strip-components=1']);
  // The first run writes the snapshot, as on a user's machine; the second one compares, as in CI.
  const [first, second] = ['--ci=false', '--ci'].map((option) => ['jest/bin/jest.js', option]);
  for (const [program, ...args] of [first, second, ['cdk8s-cli/bin/cdk8s', 'synth', '--check-upgrade=false']]) {
    execFileSync(process.execPath, [path.resolve('node_modules', program), ...args], { cwd: project, stdio: 'inherit' });
  }
}

function npx(cwd: string, ...args: string[]): void {
  execFileSync('npx', ['--no-install', ...args], { cwd, stdio: 'inherit' });
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8' });
}
