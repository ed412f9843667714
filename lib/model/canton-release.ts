import { ContainerImage } from './container-image';
import { refuse, requireDnsSubdomain, requireText } from './validation';

/** How a Daml Enterprise release is pulled. */
export interface DamlReleaseOptions {
  /**
   * Registry (and path) that holds the images `canton-enterprise`, `http-json` and `trigger-service`.
   *
   * @default 'digitalasset-docker.jfrog.io'
   */
  readonly registry?: string;

  /**
   * Names of the image pull Secrets, in the namespace of the services.
   *
   * @default - none: the nodes are trusted to pull
   */
  readonly imagePullSecrets?: string[];

  /**
   * Digests (`sha256:...`) by image name (`canton-enterprise`, `http-json`, `trigger-service`), written behind the tag.
   *
   * @default - pinned by tag only
   */
  readonly digests?: { [image: string]: string };
}

/** The dialects of Canton that the library speaks. @internal */
export type Dialect = 'daml-2.10';

const DAML_VERSION = /^2\.10\.(0|[1-9]\d*)$/;
const DAML_IMAGES = ['canton-enterprise', 'http-json', 'trigger-service'];

/**
 * A release of Canton: which images run, and in which dialect they are configured.
 * Every service of one domain, and every service on one participant, uses the same release.
 */
export class CantonRelease {
  /**
   * A release of Daml Enterprise 2.10. Hot standby needs the Enterprise images (rule R3).
   *
   * @param version `2.10.x`
   */
  public static daml(version: string, options: DamlReleaseOptions = {}): CantonRelease {
    requireText('Daml version', version);
    if (!DAML_VERSION.test(version)) {
      refuse(`Daml version must be 2.10.x, got '${version}'; the library knows the configuration of that line only`);
    }
    for (const image of Object.keys(options.digests ?? {})) {
      if (!DAML_IMAGES.includes(image)) {
        refuse(`digests of release ${version} must be for ${DAML_IMAGES.join(', ')}, got '${image}'`);
      }
    }
    const registry = requireText('registry', options.registry ?? 'digitalasset-docker.jfrog.io').replace(/\/$/, '');
    const image = (name: string) => {
      const digest = options.digests?.[name];
      return ContainerImage.of(`${registry}/${name}:${version}${digest === undefined ? '' : `@${digest}`}`);
    };
    const pullSecrets = (options.imagePullSecrets ?? []).map((name) => requireDnsSubdomain('image pull secret', name));
    return new CantonRelease(version, 'daml-2.10', image('canton-enterprise'), image('http-json'), image('trigger-service'), pullSecrets);
  }

  private constructor(
    /** The version, such as `2.10.4`. */
    public readonly version: string,
    /** @internal */
    public readonly _dialect: Dialect,
    /** Image of participant, sequencer, mediator, domain manager and console. */
    public readonly cantonImage: ContainerImage,
    /** Image of the HTTP JSON API server. */
    public readonly jsonApiImage: ContainerImage,
    /** Image of the trigger service. */
    public readonly triggerServiceImage: ContainerImage,
    /** Names of the image pull Secrets. */
    public readonly imagePullSecrets: string[],
  ) {}
}
