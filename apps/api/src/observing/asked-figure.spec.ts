import { AskedFigure } from './asked-figure.js';

describe('a figure that must be asked for', () => {
  it('is asked for once, however many read it at a time', async () => {
    let asked = 0;
    const figure = new AskedFigure(() => Promise.resolve(++asked));
    expect(await Promise.all([figure.read(), figure.read()])).toEqual([1, 1]);
    expect(await figure.read()).toBe(1);
  });

  it('is not known while nobody answers, and never asked for twice at once', async () => {
    const questions: ((answer: number) => void)[] = [];
    const figure = new AskedFigure(() => new Promise((answer) => questions.push(answer)), 20);
    expect(await figure.read()).toBeUndefined();
    expect(await figure.read()).toBeUndefined();
    expect(questions).toHaveLength(1);
    questions[0]?.(7);
    expect(await figure.read()).toBe(7);
  });

  it('is asked for again after a failure', async () => {
    const answers = [Promise.reject(new Error('away')), Promise.resolve(3)];
    const figure = new AskedFigure(() => answers.shift() ?? Promise.resolve(0));
    expect(await figure.read()).toBeUndefined();
    expect(await figure.read()).toBe(3);
  });
});
