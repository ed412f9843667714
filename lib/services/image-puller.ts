import { Construct, IConstruct } from 'constructs';
import { requireServiceId } from './service-identity';
import { ContainerDescription } from '../kubernetes/container';
import { PodGroup } from '../kubernetes/identity';
import { imagesBelow } from '../kubernetes/images';
import { AccessPolicy } from '../kubernetes/network-policy';
import { nodeBoundScheduling } from '../kubernetes/scheduling';
import { serviceAccount } from '../kubernetes/service-account';
import { SMALL, TOOL, TOOL_IMAGE, TOOL_MOUNT, toolContainer, toolVolume } from '../kubernetes/tool-image';
import { daemonSet } from '../kubernetes/workload';
import { ContainerImage } from '../model/container-image';
import { Placement } from '../model/placement';

/** Longer than any pod lives: 68 years. */
const FOREVER_SECONDS = '2147483647';

/** Props of `ImagePuller`. */
export interface ImagePullerProps {
  /**
   * The images of everything below this construct are kept.
   *
   * @default - the construct that the puller is in: usually the chart
   */
  readonly of?: IConstruct;

  /**
   * An image with a statically linked BusyBox at `/bin/busybox`.
   *
   * @default - an official BusyBox image
   */
  readonly toolImage?: ContainerImage;

  /**
   * The nodes that keep the images: those where the services may run.
   *
   * @default - every node without a taint
   */
  readonly placement?: Placement;
}

/**
 * Keeps every image of a deployment on every node, so that a restart elsewhere does not wait for a pull (rule R79). Each image runs a
 * container that sleeps; the sleeping is done by a static program that is copied in, so that images without a shell work too.
 */
export class ImagePuller extends Construct {
  public constructor(scope: Construct, id: string, props: ImagePullerProps = {}) {
    super(scope, id);
    requireServiceId('image puller', id);
    const group: PodGroup = { name: 'image-puller', instance: id, component: 'image-puller' };
    const kept = props.of ?? scope;
    const account = serviceAccount(this, group, id);
    new AccessPolicy(this, group, id, []);
    daemonSet(this, 'DaemonSet', id, group, () => {
      const { images, pullSecrets } = imagesBelow(kept);
      return {
        group,
        serviceAccount: account,
        scheduling: nodeBoundScheduling(props.placement ?? Placement.spread()),
        gracePeriodSeconds: 1,
        imagePullSecrets: pullSecrets,
        initContainers: [toolContainer(props.toolImage ?? TOOL_IMAGE)],
        containers: images.map(sleeper),
        volumes: [toolVolume()],
      };
    });
    this.node.addValidation({ validate: () => missing(id, kept) });
  }
}

function missing(id: string, kept: IConstruct): string[] {
  return imagesBelow(kept).images.length > 0 ? [] : [`image puller '${id}': there is no image to keep below '${kept.node.path}'`];
}

function sleeper(image: string, index: number): ContainerDescription {
  return { name: `image-${index}`, image: ContainerImage.of(image), command: [TOOL, 'sleep', FOREVER_SECONDS], resources: SMALL, mounts: [TOOL_MOUNT] };
}
