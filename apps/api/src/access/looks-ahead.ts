import type { FastifyRequest } from 'fastify';

/** How browsers and proxies say that they fetch what nobody has opened yet. */
const PURPOSES = ['sec-purpose', 'purpose', 'x-purpose', 'x-moz'] as const;
const AHEAD = /\b(prefetch|prerender|preview)\b/iu;

/** Who fetches a link to show what is behind it, as soon as somebody puts it into a message. Each says who it is. */
const PREVIEWERS =
  /facebookexternalhit|facebot|twitterbot|slackbot|slack-imgproxy|discordbot|telegrambot|linkedinbot|whatsapp|skypeuripreview|bitlybot|redditbot|mastodon|viber|iframely|embedly|google-pagerenderer|bingpreview/iu;

/** Whether a request comes from who looks at a link for somebody who has not opened it, and may never. */
export function looksAhead({ method, headers }: FastifyRequest): boolean {
  if (method === 'HEAD' || PREVIEWERS.test(headers['user-agent'] ?? '')) return true;
  return PURPOSES.some((name) => AHEAD.test(String(headers[name] ?? '')));
}
