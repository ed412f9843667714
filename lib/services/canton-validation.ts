import { Yaml } from 'cdk8s';
import { CHECKS, Configs, Deployment, errorsOf, KubeObject, objectId, Result, runChecks } from '../checks';
import { refuse } from '../model/validation';

/** Reads HOCON that somebody else wrote. Whoever uses the plugin installs it beside: the library itself never parses. */
const PARSER = '@pushcorn/hocon-parser';

/** What cdk8s-cli gives a validation plugin, in the parts that are used. */
interface ValidationContext {
  readonly manifests: readonly string[];
  readonly report: {
    addViolation(violation: object): void;
    submit(status: 'success' | 'failure'): void;
  };
}

/**
 * The checks as a validation plugin of cdk8s-cli, so that they also judge manifests that other libraries made. In `cdk8s.yaml`:
 * `validations: [{ package: ./node_modules/cdk8s-canton, version: <its version>, class: CantonValidation }]`. A path that begins with `./` is
 * loaded as it stands; a package name would be installed at every synthesis. Needs `@pushcorn/hocon-parser` beside it.
 */
export class CantonValidation {
  /**
   * @param context what cdk8s-cli passes
   */
  public async validate(context: unknown): Promise<void> {
    const { manifests, report } = context as ValidationContext;
    const located = manifests.flatMap((path) => Yaml.load(path).map((object) => ({ path, object: object as KubeObject })));
    const objects = located.map(({ object }) => object);
    const results = runChecks(Deployment.of(objects, await configsOf(objects))).filter(({ waivedBy }) => waivedBy === undefined);
    for (const result of results) {
      const found = located.find(({ object }) => objectId(object) === result.object);
      report.addViolation(violation(result, found?.path ?? manifests[0]));
    }
    report.submit(errorsOf(results).length === 0 ? 'success' : 'failure');
  }
}

function violation({ rule, severity, object, message }: Result, manifestPath: string): object {
  const { sentence, fix } = CHECKS.find(({ id }) => id === rule) ?? { sentence: 'Waivers are needed and have a reason.', fix: 'Remove or mend the waiver.' };
  const violatingResources = [{ resourceName: object, locations: [], manifestPath }];
  return { ruleName: `${rule} (${severity})`, recommendation: `${sentence} ${message}`, fix, violatingResources };
}

async function configsOf(objects: readonly KubeObject[]): Promise<Configs> {
  const files = objects.filter(({ kind }) => kind === 'ConfigMap').flatMap((object) => {
    const { metadata, data } = object as { metadata?: { name?: string; namespace?: string }; data?: { [file: string]: string } };
    return Object.entries(data ?? {}).filter(([file]) => file.endsWith('.conf'))
      .map(([file, text]): [string, string] => [`${metadata?.namespace ?? 'default'}/${metadata?.name}/${file}`, text]);
  });
  return new Map(await Promise.all(files.map(async ([key, text]) => [key, await parseHocon(text)] as const)));
}

/** Text in quotes and comments, which hold no substitutions, or a substitution. */
const SUBSTITUTION = /"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|(?:#|\/\/)[^\n]*|\$\{\??([\w.-]+)\}/g;

/** Stands for `${` where the parser must not see it: a character that no text has. */
const HIDDEN = '\uE000';

/** HOCON as a plain tree. The parser would look for the values of substitutions; they stay what they are: the text `${NAME}`. */
async function parseHocon(text: string): Promise<{ [key: string]: unknown }> {
  const hidden = text.replace(SUBSTITUTION, (match, name?: string) => (name === undefined ? match : `"${HIDDEN}${name}}"`));
  const tree = await parser()({ text: hidden, strict: true });
  return JSON.parse(JSON.stringify(tree).split(HIDDEN).join('${')) as { [key: string]: unknown };
}

function parser(): (options: { text: string; strict: boolean }) => Promise<unknown> {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    return (require(PARSER) as { parse: (options: { text: string; strict: boolean }) => Promise<unknown> }).parse;
  } catch {
    return refuse(`CantonValidation: ${PARSER} is not installed; add it: npm install --save-dev ${PARSER}`);
  }
}
