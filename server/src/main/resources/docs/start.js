// The example of an idempotency key stands for one request: filled in, it would have the next one refused
const withoutIdempotencyKey = {
  statePlugins: { spec: { wrapActions: { updateJsonSpec: update => document => {
    Object.values(document.paths).flatMap(Object.values).flatMap(operation => operation.parameters ?? [])
      .filter(parameter => parameter.name === 'Idempotency-Key')
      .forEach(parameter => delete parameter.example);
    return update(document);
  } } } }
};

// The key is entered with "Authorize", and forgotten with the page.
SwaggerUIBundle({
  url: '../openapi.yaml', dom_id: '#api', persistAuthorization: false, deepLinking: true, plugins: [withoutIdempotencyKey]
});
