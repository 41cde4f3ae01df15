import { Controller, Get, Param, Res } from '@nestjs/common';
import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import type { FastifyReply } from 'fastify';
import { Public } from '../access/public.js';
import { noSuchRoute } from '../problem/problem-error.js';
import { sendJson } from '../server/send-json.js';
import { Documented } from './documented.js';
import { DocumentText } from './document-text.js';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Daybook API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="page"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script><script src="/api/docs/page.js"></script></body>
</html>
`;

const PAGE_SCRIPT = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#page', deepLinking: true });\n`;

/** The viewer's files that the page needs, and no other of its package. */
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

@Controller('api')
export class DocumentController {
  constructor(private readonly document: DocumentText) {}

  @Get('openapi.json')
  @Public()
  @Documented({
    name: 'readDocument',
    tag: 'operating',
    summary: 'This document',
    answers: { 200: { description: 'The OpenAPI 3.1 document that clients are generated from.' } },
  })
  json(@Res() reply: FastifyReply): void {
    sendJson(reply, 200, this.document.read());
  }

  @Get('docs')
  @Public()
  @Documented({
    name: 'readDocumentPage',
    tag: 'operating',
    summary: 'This document as a page',
    answers: { 200: { description: 'HTML.' } },
  })
  page(@Res() reply: FastifyReply): void {
    void reply.type('text/html; charset=utf-8').send(PAGE);
  }

  @Get('docs/:asset')
  @Public()
  @Documented({
    name: 'readDocumentPageAsset',
    tag: 'operating',
    summary: 'What the page is made of',
    answers: { 200: { description: 'A script or a style sheet.' } },
  })
  asset(@Param('asset') asset: string, @Res() reply: FastifyReply): void {
    if (asset === 'page.js') {
      void reply.type('text/javascript; charset=utf-8').send(PAGE_SCRIPT);
      return;
    }
    const mediaType = Object.hasOwn(ASSETS, asset) ? ASSETS[asset] : undefined;
    if (mediaType === undefined) throw noSuchRoute();
    void reply.type(mediaType).send(createReadStream(assetPath(asset)));
  }
}

/** The viewer is a dependency of Nest's own module, and is found from there wherever it was installed. */
function assetPath(asset: string): string {
  const swagger = createRequire(import.meta.url).resolve('@nestjs/swagger');
  return createRequire(swagger).resolve(`swagger-ui-dist/${asset}`);
}
