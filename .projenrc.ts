import { cdk, github, javascript, ProjenrcFile } from 'projen';

const REPOSITORY = 'https://github.com/cdk8s-canton/cdk8s-canton';

/** Of the last release, or of the one that is being made. */
const VERSION = '0.0.0';

/** The lowest versions that the library promises to work with; development uses exactly these. */
const PEERS = {
  'aws-cdk-lib': '2.276.0',
  'cdk8s': '2.68.12',
  'cdk8s-plus-27': '2.9.5',
  'constructs': '10.5.1',
};

/** The rooms of `lib/` and the other rooms that each may import. */
const ROOMS: Record<string, string[]> = {
  model: [],
  config: ['model'],
  kubernetes: ['model'],
  checks: ['model'],
  services: ['kubernetes', 'config', 'checks', 'model'],
  scaling: ['services', 'kubernetes', 'config', 'checks', 'model'],
  database: ['kubernetes', 'model'],
  aws: ['kubernetes', 'model'],
  monitoring: ['kubernetes', 'model'],
  client: ['scaling/directory', 'model'],
};

/** Libraries that only some rooms may import. */
const CDK8S_PLUS = { regex: '^cdk8s-plus-', message: 'only lib/kubernetes imports cdk8s-plus-27' };
const AWS_CDK = { regex: '^aws-cdk-lib(/|$)', message: 'only lib/aws imports aws-cdk-lib' };
const CDK8S = { regex: '^cdk8s(/|$)', message: 'lib/config, lib/client and lib/scaling/directory know nothing of cdk8s' };
const CDK8S_BUT_VALUES = { regex: '^cdk8s(/|$)', allowImportNames: ['Duration', 'Size'], message: 'lib/model takes only Duration and Size from cdk8s' };

const project = new cdk.JsiiProject({
  name: 'cdk8s-canton',
  description: 'cdk8s constructs for highly available Daml/Canton ledgers on Kubernetes',
  keywords: ['cdk8s', 'kubernetes', 'canton', 'daml', 'ledger', 'constructs'],
  author: 'cdk8s-canton contributors',
  authorAddress: REPOSITORY,
  authorOrganization: true,
  repositoryUrl: REPOSITORY,
  homepage: REPOSITORY,
  license: 'Apache-2.0',
  copyrightOwner: 'cdk8s-canton contributors',
  stability: 'experimental',

  defaultReleaseBranch: 'main',
  packageManager: javascript.NodePackageManager.NPM,
  addPackageManagerToDevEngines: false,
  minNodeVersion: '20.16.0',
  projenVersion: '~0.103.25',
  projenrcJs: false,
  sampleCode: false,
  autoDetectBin: false, // bin/ is made, not written

  srcdir: 'lib',
  libdir: 'build',
  entrypoint: 'build/index.js',
  jsiiVersion: '~5.9.54',
  typescriptVersion: '~5.9.3',

  // jsii writes and reads its own tsconfig.jsii.json; tsconfig.json is for everything else.
  disableTsconfig: true,
  tsconfigDevFile: 'tsconfig.json',
  tsconfigDev: {
    include: ['apps/**/*.ts', 'cli/**/*.ts', 'scripts/**/*.ts', '.projenrc.ts'],
    compilerOptions: {
      module: 'node16',
      moduleResolution: javascript.TypeScriptModuleResolution.NODE16,
      noEmit: true,
      // what jsii compiles lib/ with
      target: 'ES2020',
      lib: ['es2020'],
      paths: { 'cdk8s-canton': ['./lib/index.ts'], 'cdk8s-canton/client': ['./lib/client/index.ts'] },
    },
  },

  peerDeps: Object.entries(PEERS).map(([name, version]) => `${name}@^${version}`),

  eslintOptions: {
    dirs: ['lib'],
    devdirs: ['apps', 'cli', 'test', 'scripts'],
    commandOptions: { fix: false, extraArgs: ['--max-warnings=0'] },
  },

  publishToPypi: { distName: 'cdk8s-canton', module: 'cdk8s_canton' },

  jest: false,
  npmignoreEnabled: false,
  buildWorkflow: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  gitignore: ['bin/', 'cdk.out/', 'test-reports/', 'tsconfig.jsii.json'],
});

/** Tells projen which file defines the project, without the `projenrc/` folder that its own component adds. */
class Projenrc extends ProjenrcFile {
  public readonly filePath = '.projenrc.ts';
}
new Projenrc(project);
project.defaultTask?.exec('ts-node -T .projenrc.ts');

project.package.addVersion(VERSION);
project.gitignore.removePatterns('tsconfig.json'); // JsiiProject takes it for a generated file
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// Dependencies

project.addDevDeps(
  '@pushcorn/hocon-parser@^1.3.1',
  '@stylistic/eslint-plugin@^2.13.0',
  '@types/jest@~29.5.14',
  '@types/node@^20.19.0',
  '@types/pg@^8.11.10',
  '@typescript-eslint/eslint-plugin@^8.73.0',
  '@typescript-eslint/parser@^8.73.0',
  'cdk-nag@^3.0.2',
  'cdk8s-cli@^2.207.60',
  'commander@^14.0.0',
  'elkjs@^0.12.1',
  'esbuild@^0.25.0',
  'eslint@^9.39.0',
  'eslint-import-resolver-typescript@~3.7.0',
  'eslint-plugin-import@^2.32.0',
  'fast-check@^4.10.2',
  'jest@~29.7.0',
  'jsii-diff@^1.134.0',
  'jsii-docgen@^10.12.6',
  'jsii-pacmak@^1.134.0',
  'kubernetes-models@^4.5.1',
  'pg@^8.13.0',
  'ts-jest@~29.4.15',
  'ts-node@^10.9.2',
  'yaml@^2.9.1',
);
project.package.addField('peerDependenciesMeta', { 'aws-cdk-lib': { optional: true } });

// What the cluster tier runs in place of the Enterprise images has libraries of its own.
project.package.addField('workspaces', ['test/cluster/double']);

// cdk8s-plus-27 lists a maintainers' tool, `backport`, as an optional dependency: 150 packages that nobody here runs.
project.package.addField('overrides', { backport: 'npm:isarray@2.0.5' });

const npmConfig = new javascript.NpmConfig(project);
npmConfig.addConfig('omit-lockfile-registry-resolved', 'true');

// What the package holds (README.md, LICENSE and package.json are always in)

project.package.addField('files', ['build', 'bin', '!build/*.tsbuildinfo', '.jsii', 'API.md', 'CHANGELOG.md']);

// What the package offers: the constructs, the client helper (which needs no cdk8s), and the command line

project.addBins({ 'cdk8s-canton': 'bin/cdk8s-canton.js' });
project.package.addField('exports', {
  '.': { types: './build/index.d.ts', default: './build/index.js' },
  './client': { types: './build/client/index.d.ts', default: './build/client/index.js' },
  './.jsii': './.jsii',
  './package.json': './package.json',
});
project.package.addField('typesVersions', { '*': { client: ['build/client/index.d.ts'] } }); // for compilers that read no exports

// Git merges the shard directory as the union of both sides' lines.
project.gitattributes.addAttributes('parties.jsonl', 'merge=union');

// Compile

const JSII = 'jsii --silence-warnings=reserved-word --generate-tsconfig tsconfig.jsii.json';
project.compileTask.reset(JSII);
project.compileTask.exec('ts-node -T scripts/lazy-submodules.ts');
project.watchTask.reset(`${JSII} -w`);

// The API of the last release, and the code of other languages

project.tasks.tryFind('compat')?.reset('ts-node -T scripts/compat.ts', { receiveArgs: true });
project.tasks.tryFind('package:python')?.reset('jsii-pacmak --code-only --target python --outdir .cache/python');

// Lint

const eslint = project.eslint!;
eslint.addLintPattern('.projenrc.ts');
eslint.addIgnorePattern('!.projenrc.ts');
eslint.allowDevDeps('.projenrc.ts');
eslint.config.settings['import/ignore'] = ['/node_modules/']; // import/no-cycle would parse every declaration file of every library
eslint.addRules({
  'import/no-cycle': ['error', { ignoreExternal: true }],
  'import/no-default-export': 'error',
  'import/no-restricted-paths': ['error', {
    zones: [
      { target: './lib', from: ['./apps', './cli', './scripts', './test'], message: 'lib stands on its own' },
      ...Object.entries(ROOMS).map(([room, others]) => ({
        target: `./lib/${room}`,
        from: './lib',
        except: [room, ...others].map(name => `./${name}`),
        message: `lib/${room} may import of lib/ only ${[room, ...others].join(', ')}`,
      })),
    ],
  }],
});
eslint.addOverride({ files: ['lib/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'error' } });
restrictImports('lib/**', CDK8S_PLUS, AWS_CDK);
restrictImports('lib/kubernetes/**', AWS_CDK);
restrictImports('lib/aws/**', CDK8S_PLUS);
restrictImports('lib/config/**', CDK8S_PLUS, AWS_CDK, CDK8S);
restrictImports('lib/model/**', CDK8S_PLUS, AWS_CDK, CDK8S_BUT_VALUES);
restrictImports('lib/client/**', CDK8S_PLUS, AWS_CDK, CDK8S);
restrictImports('lib/scaling/directory/**', CDK8S_PLUS, AWS_CDK, CDK8S);

/** The last restriction that names a file is the one that holds for it. */
function restrictImports(files: string, ...patterns: object[]) {
  eslint.addOverride({ files: [files], rules: { 'no-restricted-imports': ['error', { patterns }] } });
}

// Test

project.package.addField('jest', {
  roots: ['<rootDir>/lib', '<rootDir>/test'], // not .cache, where a cluster's files are
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
  moduleNameMapper: { '^cdk8s-canton$': '<rootDir>/lib', '^cdk8s-canton/client$': '<rootDir>/lib/client' },
  clearMocks: true,
});

const typecheck = project.addTask('typecheck', {
  description: 'Type-check lib, apps, tests and scripts',
  execArgs: ['tsc', '--noEmit'],
});
const unit = project.addTask('unit', {
  description: 'Run the tests, or those named as arguments',
  steps: [
    { exec: 'mkdir -p test-reports' },
    // Without a word jest leaves one processor idle: half of a small machine.
    { execArgs: ['jest', '--ci', '--maxWorkers=100%', '--json', '--outputFile=test-reports/jest.json'], receiveArgs: true },
  ],
});
project.addTask('unit:update', {
  description: 'Run the tests and accept what the snapshots are now',
  execArgs: ['jest', '--updateSnapshot'],
  receiveArgs: true,
});
const apiCheck = project.addTask('api-check', {
  description: 'Check that API.md is what docgen makes',
  steps: [
    { execArgs: ['jsii-docgen', '-o', 'test-reports/API.md'] },
    { exec: 'cmp API.md test-reports/API.md || (echo "API.md is out of date: run npm run docgen" && exit 1)' },
  ],
});
const bundle = project.addTask('bundle', {
  description: 'Bundle the command line into bin/',
  execArgs: ['ts-node', '-T', 'cli/bundle.ts'],
});
const packageCheck = project.addTask('package-check', {
  description: 'Pack the library, install it into an empty project and use it there',
  execArgs: ['ts-node', '-T', 'scripts/package-check.ts'],
});

project.testTask.reset();
for (const task of [project.compileTask, bundle, eslint.eslintTask, typecheck, unit, apiCheck, packageCheck]) {
  project.testTask.spawn(task);
}

// Scripts and the build on GitHub

project.package.setScript('synth', 'ts-node -T scripts/synth.ts');
project.package.setScript('synth:try', 'ts-node -T scripts/try.ts');
project.package.setScript('test:policy', 'ts-node -T scripts/policy.ts');
project.package.setScript('test:api', 'ts-node -T test/api/run.ts');
project.package.setScript('test:cluster', 'ts-node -T test/cluster/run.ts');
project.package.setScript('test:cluster:cnpg', 'ts-node -T test/cluster/cloud-native-pg/run.ts');
project.package.setScript('test:cluster:try', 'ts-node -T test/cluster/try/run.ts');
project.package.setScript('test:cluster:runbooks', 'ts-node -T test/cluster/runbooks/run.ts');
project.package.setScript('cluster:up', 'ts-node -T test/cluster/cluster.ts up');
project.package.setScript('cluster:down', 'ts-node -T test/cluster/cluster.ts down');
project.package.setScript('docs:checks', 'ts-node -T scripts/checks-page.ts');
project.package.setScript('docs:pictures', 'ts-node -T scripts/pictures.ts');
project.package.setScript('bench', 'ts-node -T scripts/bench.ts');
project.package.setScript('newcomer', 'ts-node -T scripts/newcomer.ts');

const build = project.github!.addWorkflow('build');
build.on({ pullRequest: {}, push: { branches: ['main'] }, workflowDispatch: {} });
build.addJob('build', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ },
  tools: { node: { version: '20' } },
  steps: [github.WorkflowSteps.checkout(), { name: 'Build and test', run: '.ci/run' }],
});

project.synth();
