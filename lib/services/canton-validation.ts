import { Yaml } from 'cdk8s';
import { CHECKS, errorsOf, KubeObject, objectId, Result, runChecks } from '../checks';
import { deploymentOf } from './parsed-manifests';

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
    const results = runChecks(await deploymentOf(objects)).filter(({ waivedBy }) => waivedBy === undefined);
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
