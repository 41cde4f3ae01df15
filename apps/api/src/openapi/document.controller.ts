import { Controller, Get } from '@nestjs/common';
@Controller('api')
export class DocumentController {
  @Get('openapi.json')
  document(): object { return {}; }
}
