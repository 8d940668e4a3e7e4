// Draws the reference of the collector that the page comes from; it asks nobody else for anything.
globalThis.Scalar.createApiReference('#reference', {
  url: new URL('openapi.json', document.baseURI).href,
  theme: 'default',
  defaultOpenAllTags: true,
  authentication: { preferredSecurityScheme: 'secret' },
  withDefaultFonts: false,
  telemetry: false,
  persistAuth: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'direct',
  agent: { disabled: true },
  mcp: { disabled: true },
});
