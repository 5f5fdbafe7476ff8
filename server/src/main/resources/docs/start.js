// The key is entered with "Authorize", and forgotten with the page.
SwaggerUIBundle({ url: '../openapi.yaml', dom_id: '#api', persistAuthorization: false, deepLinking: true });
