import { requireSecretKey } from './require-secret-key';
import { SecretKey } from './secret-key';
import { namesSecret, refuse, requireResolved } from './validation';

/** An environment variable of a container. */
export class EnvVar {
  /** A variable with text that everybody may read. Names such as `API_TOKEN` are refused: use `fromSecret`. */
  public static value(name: string, value: string): EnvVar {
    if (namesSecret(name)) {
      refuse(`environment variable ${name}: a secret must not be text in a manifest; use EnvVar.fromSecret('${name}', SecretKey.of(...))`);
    }
    return new EnvVar(requireName(name), requireResolved(`environment variable ${name}`, value), undefined);
  }

  /** A variable that holds a Secret's key. */
  public static fromSecret(name: string, key: SecretKey): EnvVar {
    return new EnvVar(requireName(name), undefined, requireSecretKey(`environment variable ${name}`, key));
  }

  private constructor(
    /** Name of the variable. */
    public readonly name: string,
    /** @internal */
    public readonly _value: string | undefined,
    /** @internal */
    public readonly _secret: SecretKey | undefined,
  ) {}
}

function requireName(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    refuse(`environment variable must be named with letters, digits and '_' (no digit first), got '${name}'`);
  }
  return name;
}
