import type { CSSProperties } from 'react';
import type { WireMetricType } from '@daybook/contract';

/** What the page draws on, light and dark: `--surface` of tokens.css. */
const SURFACES = ['#ffffff', '#181b1e'] as const;

/** WCAG 2.2, 1.4.11: what a graphic needs to be told from what it stands on. */
const CONTRAST_MIN = 3;

/** Steps in which a colour goes to black or white until it is seen. */
const STEPS = 20;

type Rgb = readonly [number, number, number];

/**
 * The style of everything about a metric that its owner gave a colour, `#rrggbb`; without one its family has it. Where
 * it would not be seen it is darkened or lightened until it is.
 */
export function ownColour({ colour }: Pick<WireMetricType, 'colour'>): CSSProperties | undefined {
  if (colour === null || !/^#[0-9a-f]{6}$/i.test(colour)) return undefined;
  const [light, dark] = SURFACES.map((surface) => seenOn(surface, colour));
  return { '--hue': `light-dark(${light ?? colour}, ${dark ?? colour})` } as CSSProperties;
}

/** The colour itself, or the nearest on its way to black or white that stands out from a surface. */
export function seenOn(surface: string, colour: string): string {
  const ground = luminance(rgbOf(surface));
  const end = ground > 0.5 ? 0 : 255;
  const from = rgbOf(colour);
  for (let i = 0; i < STEPS; i++) {
    const [r, g, b] = from.map((part) => Math.round(part + ((end - part) * i) / STEPS)) as unknown as Rgb;
    if (contrast(luminance([r, g, b]), ground) >= CONTRAST_MIN) return hexOf([r, g, b]);
  }
  return hexOf([end, end, end]);
}

function rgbOf(hex: string): Rgb {
  const at = (place: number): number => Number.parseInt(hex.slice(place, place + 2), 16);
  return [at(1), at(3), at(5)];
}

function hexOf(rgb: Rgb): string {
  return `#${rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
