import { ContainerImage } from '../../lib/model/container-image';
import { SequencerDriverJar } from '../../lib/model/sequencer-driver-jar';

const IMAGE = ContainerImage.of('registry/drivers:2.10.1');

test('is a file in an image', () => {
  const jar = SequencerDriverJar.image(IMAGE, '/drivers/canton-drivers-2.10.1.jar');
  expect([jar._kind, jar.source, jar.path]).toEqual(['image', 'registry/drivers:2.10.1', '/drivers/canton-drivers-2.10.1.jar']);
});

test('is a file on a volume claim', () => {
  const jar = SequencerDriverJar.persistentVolumeClaim('drivers', 'canton/canton-drivers-2.10.1.jar');
  expect([jar._kind, jar.source, jar.path]).toEqual(['persistentVolumeClaim', 'drivers', 'canton/canton-drivers-2.10.1.jar']);
});

const SOURCES: [string, (path: string) => SequencerDriverJar][] = [
  ["image 'registry/drivers:2.10.1'", (path) => SequencerDriverJar.image(IMAGE, path)],
  ["claim 'drivers'", (path) => SequencerDriverJar.persistentVolumeClaim('drivers', path)],
];

test.each(SOURCES)('of %s refuses what is no jar, and what a shell would read otherwise', (what, make) => {
  for (const path of ['/driver.zip', '/a/../driver.jar', '/dri ver.jar', '/a:b.jar', '/$HOME.jar', '/`x`.jar', '/driver.jar\n']) {
    expect(() => make(path)).toThrow(new Error(
      `driver jar of ${what} must be a path that ends in .jar, of letters, digits, '-', '_', '.', '+' and '/', without '..', got '${path}'`,
    ));
  }
  expect(() => make(' ')).toThrow(new Error(`driver jar of ${what} must not be empty`));
});

test('paths begin where they belong', () => {
  expect(() => SequencerDriverJar.image(IMAGE, 'driver.jar'))
    .toThrow(new Error("driver jar of image 'registry/drivers:2.10.1' must be an absolute path, got 'driver.jar'"));
  expect(() => SequencerDriverJar.persistentVolumeClaim('drivers', '/driver.jar'))
    .toThrow(new Error("driver jar of claim 'drivers' must be a path from the root of the volume, without a leading '/', got '/driver.jar'"));
  expect(() => SequencerDriverJar.persistentVolumeClaim('Drivers', 'driver.jar')).toThrow(/^claim name must be a DNS subdomain/);
});
