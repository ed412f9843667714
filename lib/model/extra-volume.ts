import { posix } from 'path';
import { refuse, requireDnsSubdomain, requireResolved } from './validation';

/** A read-only volume that a user adds to a service's pods, such as a truststore or a driver jar. */
export class ExtraVolume {
  /** All keys of a Secret as files. */
  public static secret(secretName: string, mountPath: string): ExtraVolume {
    return new ExtraVolume('secret', requireDnsSubdomain('secret name', secretName), requirePath(mountPath));
  }

  /** All keys of a ConfigMap as files. */
  public static configMap(configMapName: string, mountPath: string): ExtraVolume {
    return new ExtraVolume('configMap', requireDnsSubdomain('config map name', configMapName), requirePath(mountPath));
  }

  /** A volume claim that every instance can mount for reading. */
  public static persistentVolumeClaim(claimName: string, mountPath: string): ExtraVolume {
    return new ExtraVolume('persistentVolumeClaim', requireDnsSubdomain('claim name', claimName), requirePath(mountPath));
  }

  private constructor(
    /** @internal */
    public readonly _kind: 'secret' | 'configMap' | 'persistentVolumeClaim',
    /** Name of the Secret, ConfigMap or claim. */
    public readonly source: string,
    /** Where the container sees it. */
    public readonly mountPath: string,
  ) {}
}

const OWN_PATHS = ['/tmp', '/secrets', '/etc/canton', '/dars', '/tools'];

function requirePath(path: string): string {
  requireResolved('mount path', path);
  if (!/^\/[-\w./]+$/.test(path) || posix.normalize(path) !== path) {
    refuse(`mount path must be absolute, of letters, digits, '-', '_', '.' and '/', without '..' or empty parts, got '${path}'`);
  }
  const own = OWN_PATHS.find((taken) => `${path}/`.startsWith(`${taken}/`) || `${taken}/`.startsWith(`${path}/`));
  if (own !== undefined) {
    refuse(`mount path must not lie in or above ${own}, which the library mounts itself, got '${path}'`);
  }
  return path;
}
