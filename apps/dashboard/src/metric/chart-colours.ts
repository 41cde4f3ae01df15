import type { SleepStage } from '@daybook/domain';

export interface ChartColours {
  readonly hue: string;
  readonly bar: string;
  readonly entered: string;
  readonly band: string;
  readonly grid: string;
  readonly text: string;
  readonly stages: Readonly<Record<SleepStage, string>>;
}

/**
 * What the stylesheet says here and now. A canvas wants colours, and a custom property may hold an expression. Where the
 * system sets the colours it sets those of text and lines alone: stages of sleep in one colour would be one.
 */
export function chartColours(place: HTMLElement): ChartColours {
  const probe = place.appendChild(document.createElement('i'));
  const colour = (expression: string, forcedColorAdjust = 'none'): string => {
    Object.assign(probe.style, { color: expression, forcedColorAdjust });
    return getComputedStyle(probe).color;
  };
  const colours = {
    hue: colour('var(--hue)'),
    bar: colour('color-mix(in srgb, var(--hue) 82%, var(--surface))'),
    entered: colour('var(--entered-mark)'),
    band: colour('color-mix(in srgb, var(--hue) 18%, transparent)'),
    grid: colour('var(--hairline)', 'auto'),
    text: colour('var(--muted)', 'auto'),
    stages: {
      in_bed: colour('var(--stage-in-bed)'),
      awake: colour('var(--stage-awake)'),
      light: colour('var(--stage-light)'),
      deep: colour('var(--stage-deep)'),
      rem: colour('var(--stage-rem)'),
      asleep: colour('var(--stage-light)'),
    },
  };
  probe.remove();
  return colours;
}
