import { Check } from '../check';
import { objectId } from '../kube-object';
import { textAt } from '../read';
import { servicePorts } from '../service-ports';

export const NAMED_PORTS_EXIST: Check = {
  id: 'named-ports-exist',
  severity: 'error',
  sentence: 'A port that a probe or a Service names is declared by the container.',
  why: 'A probe of a port that does not exist always fails, and a Service leads nowhere (https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports).',
  fix: 'Declare the port under ports of the container, or use its number.',
  find: (deployment) => {
    const probes = deployment.longRunning.flatMap(({ id, containers }) => containers.flatMap(({ name, ports, probes: all }) => all
      .filter(([, { portText }]) => portText !== undefined && !/^\d+$/.test(portText) && !ports.some((port) => textAt(port, 'name') === portText))
      .map(([kind, { portText }]) => ({ object: id, message: `${kind} of container '${name}' asks port '${portText}', which is not declared` }))));
    const services = deployment.ofKind('Service').flatMap((service) => {
      const behind = deployment.behind(service);
      return (behind.length === 0 ? [] : servicePorts(service, behind)).filter(({ number }) => number === undefined)
        .map(({ target }) => ({ object: objectId(service), message: `targetPort '${target}' is no declared port of its pods` }));
    });
    return [...probes, ...services];
  },
};
