import { linePath, sparkBars } from './spark-geometry.js';

describe('the bars of two weeks', () => {
  it('reach from zero to the highest value', () => {
    const bars = sparkBars([50, 100], 100, 40);
    expect(bars.map(({ y, height }) => [y, height])).toEqual([
      [20, 20],
      [0, 40],
    ]);
  });

  it('keep the place of a day without a value', () => {
    const [first, second] = sparkBars([null, 10], 100, 40);
    expect(first).toMatchObject({ isEmpty: true, height: 1, y: 39 });
    expect(second).toMatchObject({ isEmpty: false, height: 40 });
  });

  it('lie flat when everything is zero', () => {
    expect(sparkBars([0, 0], 100, 40).map(({ height }) => height)).toEqual([1, 1]);
  });
});

describe('the line of two weeks', () => {
  it('spans lowest to highest, and goes over a gap', () => {
    const { path, last } = linePath([60, null, 70], 107, 47);
    expect(path).toBe('M3.5 43.5L103.5 3.5');
    expect(last).toEqual({ x: 103.5, y: 3.5 });
  });

  it('runs through the middle when nothing changed', () => {
    expect(linePath([5, 5], 107, 47).path).toBe('M3.5 23.5L103.5 23.5');
  });

  it('is nothing without values', () => {
    expect(linePath([null, null], 107, 47)).toEqual({ path: '', last: null });
  });
});
