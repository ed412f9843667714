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

/** How a release of open-source Canton is pulled. */
export interface CantonReleaseOptions {
  /**
   * Registry (and path) that holds the image `canton-base`.
   *
   * @default 'europe-docker.pkg.dev/da-images/public/docker'
   */
  readonly registry?: string;

  /**
   * Names of the image pull Secrets, in the namespace of the services.
   *
   * @default - none: anybody may pull from the default registry
   */
  readonly imagePullSecrets?: string[];

  /**
   * The digest (`sha256:...`) of the image `canton-base`, written behind the tag.
   *
   * @default - pinned by tag only
   */
  readonly digests?: { [image: string]: string };
}

/** The dialects of Canton that the library speaks. @internal */
export type Dialect = 'daml-2.10' | 'canton-3.4' | 'canton-3.5.0' | 'canton-3.5';

const DAML_VERSION = /^2\.10\.(0|[1-9]\d*)$/;
const CANTON_VERSION = /^(3\.[45])\.(0|[1-9]\d*)$/;
const DAML_IMAGES = ['canton-enterprise', 'http-json', 'trigger-service'];
/** One image runs every node: the others differ from it by a configuration that is not used here (facts F.7). */
const CANTON_IMAGES = ['canton-base'];

/**
 * A release of Canton: which images run, and in which dialect they are configured.
 * Every service of one domain or synchronizer, and every service on one participant, uses the same release.
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
      refuse(`Daml version must be 2.10.x, got '${version}'; the library knows the configuration of that line only; CantonRelease.canton takes 3.4.x and 3.5.x`);
    }
    return CantonRelease.pulled(version, 'daml-2.10', DAML_IMAGES, 'digitalasset-docker.jfrog.io', options);
  }

  /**
   * A release of open-source Canton 3.5. Hot standby needs no licence there, from 3.5.1 on; before that, and in 3.4, a service has one instance.
   *
   * @param version `3.5.x` or `3.4.x`
   */
  public static canton(version: string, options: CantonReleaseOptions = {}): CantonRelease {
    requireText('Canton version', version);
    const [, line, patch] = CANTON_VERSION.exec(version) ?? refuse(
      `Canton version must be 3.5.x or 3.4.x, got '${version}'; the library knows the configuration of those lines only; CantonRelease.daml takes 2.10.x`,
    );
    const dialect = line === '3.4' ? 'canton-3.4' : patch === '0' ? 'canton-3.5.0' : 'canton-3.5';
    return CantonRelease.pulled(version, dialect, CANTON_IMAGES, 'europe-docker.pkg.dev/da-images/public/docker', options);
  }

  private static pulled(version: string, dialect: Dialect, names: string[], from: string, options: CantonReleaseOptions): CantonRelease {
    for (const image of Object.keys(options.digests ?? {})) {
      if (!names.includes(image)) {
        refuse(`digests of release ${version} must be for ${names.join(', ')}, got '${image}'`);
      }
    }
    const registry = requireText('registry', options.registry ?? from).replace(/\/$/, '');
    const images = names.map((name) => {
      const digest = options.digests?.[name];
      return ContainerImage.of(`${registry}/${name}:${version}${digest === undefined ? '' : `@${digest}`}`);
    });
    const pullSecrets = (options.imagePullSecrets ?? []).map((name) => requireDnsSubdomain('image pull secret', name));
    return new CantonRelease(version, dialect, images[0], images[1], images[2], pullSecrets);
  }

  private constructor(
    /** The version, such as `2.10.4`. */
    public readonly version: string,
    /** @internal */
    public readonly _dialect: Dialect,
    /** Image of participant, sequencer, mediator, domain manager and console. */
    public readonly cantonImage: ContainerImage,
    private readonly jsonApi: ContainerImage | undefined,
    private readonly triggerService: ContainerImage | undefined,
    /** Names of the image pull Secrets. */
    public readonly imagePullSecrets: string[],
  ) {}

  /** Image of the HTTP JSON API server. Canton 3 has none: its participants serve the JSON API. */
  public get jsonApiImage(): ContainerImage {
    return this.jsonApi ?? refuse(`release ${this.version} has no image of the HTTP JSON API server: its participants serve the JSON API`);
  }

  /** Image of the trigger service. Canton 3 has none. */
  public get triggerServiceImage(): ContainerImage {
    return this.triggerService ?? refuse(`release ${this.version} has no image of the trigger service: it ended with Daml 2`);
  }
}
