package com.example;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** This project has a version of json-schema-validator that the stubs could not work with. */
class AnotherValidatorTest {

    @Test
    void theConsumersVersionIsTheOnlyOneOfItsName() {
        assertThatCode(() -> Class.forName("com.networknt.schema.JsonSchemaFactory"))
                .as("a class of version 1")
                .doesNotThrowAnyException();
        assertThatExceptionOfType(ClassNotFoundException.class)
                .as("a class of version 3")
                .isThrownBy(() -> Class.forName("com.networknt.schema.SchemaRegistry"));
    }
}
