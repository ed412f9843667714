import { Construct } from 'constructs';
import { main, pod } from './fixtures';
import { imagesBelow, rememberImages } from '../../lib/kubernetes/images';
import { PodDescription, podTemplate } from '../../lib/kubernetes/pod';
import { ContainerImage } from '../../lib/model/container-image';
import { testChart } from '../support/chart';

function remember(owner: Construct, images: string[], others: Partial<PodDescription> = {}): void {
  rememberImages(owner, podTemplate(pod({ containers: images.map((image) => main({ image: ContainerImage.of(image) })), ...others })));
}

test('are those of all containers, each once, in order', () => {
  const chart = testChart();
  remember(new Construct(chart, 'a'), ['c:1', 'a:1']);
  remember(new Construct(chart, 'b'), ['b:1', 'a:1'], { initContainers: [main({ image: ContainerImage.of('tool:1') })] });
  expect(imagesBelow(chart)).toEqual({ images: ['a:1', 'b:1', 'c:1', 'tool:1'], pullSecrets: [] });
});

test('come with the Secrets to pull them, each once, in order', () => {
  const chart = testChart();
  remember(new Construct(chart, 'a'), ['a:1'], { imagePullSecrets: ['mirror', 'jfrog'] });
  remember(new Construct(chart, 'b'), ['a:1'], { imagePullSecrets: ['jfrog'] });
  expect(imagesBelow(chart).pullSecrets).toEqual(['jfrog', 'mirror']);
});

test('of one construct may be those of several pods', () => {
  const chart = testChart();
  remember(chart, ['a:1']);
  remember(chart, ['b:1']);
  expect(imagesBelow(chart).images).toEqual(['a:1', 'b:1']);
});

test('are those below a construct only', () => {
  const chart = testChart();
  const [a, b] = [new Construct(chart, 'a'), new Construct(chart, 'b')];
  remember(new Construct(a, 'inner'), ['a:1']);
  remember(b, ['b:1']);
  expect(imagesBelow(a).images).toEqual(['a:1']);
  expect(imagesBelow(testChart())).toEqual({ images: [], pullSecrets: [] });
});
