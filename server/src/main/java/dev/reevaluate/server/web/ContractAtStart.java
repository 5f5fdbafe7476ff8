package dev.reevaluate.server.web;

import dev.reevaluate.validation.OpenApiContract;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** Reads the contract while Spring looks for its beans: the first of them that needs it waits for what is left. */
final class ContractAtStart implements ApplicationContextInitializer<GenericApplicationContext> {

    @Override
    public void initialize(GenericApplicationContext context) {
        CompletableFuture<OpenApiContract> contract = CompletableFuture.supplyAsync(OpenApiContract::load);
        context.registerBean("contract", OpenApiContract.class, contract::join);
    }
}
