package com.example;

class LocalStubsTest extends LocalCallerTest implements Answers {

    @Override
    public String url() {
        return STUBS.findStubUrl("reevaluate-contracts").toString();
    }
}
